import { dateAt, plusDays } from "../app/calendar.js"
import { field, h, single } from "../app/dom.js"
import { t } from "../app/i18n.js"

/**
 * Asks for days whose load is spread over those who have time, without anybody being away: next week at first.
 *
 * @param {string} zone
 * @param {(selection: {from: string, to: string}) => Promise<void>} send
 */
export function spreadForm(zone, send) {
  const today = dateAt(new Date(), zone)
  const [from, to] = [plusDays(today, 7), plusDays(today, 13)].map((value) =>
    h("input", { type: "date", required: true, value })
  )
  return h(
    "form",
    { class: "card stack", onsubmit: single(() => send({ from: from.value, to: to.value })) },
    h("h2", {}, t("board.spread")),
    h("p", { class: "muted" }, t("board.spreadText")),
    h(
      "div",
      { class: "row end" },
      field(t("find.from"), from),
      field(t("find.to"), to),
      h("button", {}, t("board.plan")),
    ),
  )
}
