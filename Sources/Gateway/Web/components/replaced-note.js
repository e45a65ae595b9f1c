/** @import { ProposalSeat } from "contract" */
/** @import { Directory } from "../app/directory.js" */
import { h } from "../app/dom.js"
import { nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime } from "../app/format.js"
import { t } from "../app/i18n.js"

/** Where an appointment was before the clinic moved it. @param {ProposalSeat} seat @param {Directory} known */
export function replacedNote(seat, known) {
  const when = dayAndTime(seat.start, zoneOf(known, seat.practitioner))
  return h(
    "p",
    { class: "notice warm" },
    t("mine.replaced", { when, who: nameOf(known.practitioners, seat.practitioner) }),
  )
}
