import { attempt } from "../app/attempt.js"
import { get } from "../app/api.js"
import { h } from "../app/dom.js"
import { t } from "../app/i18n.js"

/** Hands an appointment to the device's calendar. @param {string} appointment its id @param {string} when */
export const calendarButton = (appointment, when) =>
  h("button", {
    type: "button",
    class: "quiet",
    "aria-label": `${t("calendar.add")}: ${when}`,
    onclick: () => attempt(() => keep(appointment)),
  }, t("calendar.add"))

/** @param {string} appointment */
async function keep(appointment) {
  const text = await get(`/v1/appointments/${encodeURIComponent(appointment)}/calendar`)
  const address = URL.createObjectURL(new Blob([String(text)], { type: "text/calendar" }))
  h("a", { href: address, download: "appointment.ics" }).click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
