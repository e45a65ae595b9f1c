/** @import { AgendaEntry } from "contract" */
/** @import { Directory } from "../app/directory.js" */
import { clockOf, minutesAt } from "../app/calendar.js"
import { nameOf } from "../app/directory.js"
import { h } from "../app/dom.js"
import { dayAndTime } from "../app/format.js"
import { t } from "../app/i18n.js"

/** What there is to know of an appointment. @param {AgendaEntry} entry @param {Directory} known */
export function appointmentFacts({ appointment, resources }, known) {
  const end = clockOf(minutesAt(appointment.end, appointment.zone))
  const facts = [
    [t("agenda.what"), nameOf(known.types, appointment.appointmentType)],
    [t("agenda.time"), `${dayAndTime(appointment.start, appointment.zone)} – ${end}`],
    [t("agenda.who"), nameOf(known.practitioners, appointment.practitioner)],
    [t("agenda.room"), resources.join(", ") || "–"],
    [t("agenda.status"), t(`status.${appointment.status}`)],
    [t("week.over.reason"), appointment.overbookReason],
  ]
  return h(
    "dl",
    { class: "facts" },
    facts.filter(([, value]) => value).map(([name, value]) => [h("dt", {}, name), h("dd", {}, value)]),
  )
}
