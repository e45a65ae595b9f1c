/** @import { AbsenceDisplaced } from "contract" */
import { ask, h } from "../app/dom.js"
import { dayAndTime, ownZone } from "../app/format.js"
import { t } from "../app/i18n.js"

/**
 * Says whose appointments no longer fit what was just changed; they stay booked until somebody moves or cancels them.
 *
 * @param {AbsenceDisplaced[] | undefined} displaced
 */
export async function tellDisplaced(displaced) {
  if (!displaced?.length) return
  const lost = displaced.filter((one) => !one.reachable).length
  const list = h(
    "div",
    { class: "stack" },
    h("p", {}, t("displaced.text")),
    h("ul", {}, displaced.map((one) => h("li", {}, `${dayAndTime(one.start, ownZone)} · ${one.name}`))),
  )
  await ask(t("absence.displaced", { n: displaced.length, m: lost }), list, t("displaced.yes"), t("record.close"))
}
