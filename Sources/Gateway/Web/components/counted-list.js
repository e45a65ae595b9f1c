/** @import { Counted, CountedWish } from "contract" */
import { attempt } from "../app/attempt.js"
import { post } from "../app/api.js"
import { h } from "../app/dom.js"
import { dateText } from "../app/format.js"
import { t } from "../app/i18n.js"
import { scrollTable } from "./scroll-table.js"

/** Columns that are shown where one of the rows has them. @type {[keyof Counted, string][]} */
const COLUMNS = [
  ["practitioner", "report.dimension.practitioner"],
  ["appointmentType", "report.dimension.appointmentType"],
  ["location", "report.dimension.location"],
]

/**
 * What a figure counts, one by one, in a dialog.
 *
 * @param {string} title
 * @param {CountedWish} wish
 */
export async function showCounted(title, wish) {
  const rows = h("div", {})
  const more = h("button", { type: "button", hidden: true, onclick: () => load() }, t("report.list.more"))
  /** @type {Counted[]} */
  const items = []
  /** @type {string | undefined} */
  let cursor
  const load = () =>
    attempt(async () => {
      const page = await post("/v1/reports/custom/appointments", { ...wish, cursor })
      items.push(...page.items)
      cursor = page.next
      more.hidden = !cursor
      rows.replaceChildren(
        items.length === 0 ? h("p", { class: "notice" }, t("report.list.none")) : table(title, items),
      )
    })
  await load()
  const dialog = h(
    "dialog",
    { class: "wide", "aria-labelledby": "counted-title", onclose: () => dialog.remove() },
    h(
      "form",
      { method: "dialog", class: "stack" },
      h("h2", { id: "counted-title" }, title),
      rows,
      h("div", { class: "row" }, more, h("button", { value: "close", autofocus: true }, t("report.list.close"))),
    ),
  )
  document.body.append(dialog)
  dialog.showModal()
}

/** @param {string} title @param {Counted[]} items */
function table(title, items) {
  const columns = COLUMNS.filter(([name]) => items.some((one) => one[name]))
  const hasPatients = items.some((one) => one.patient)
  return scrollTable(
    title,
    [
      t("report.dimension.day"),
      t("report.dimension.status"),
      ...(hasPatients ? [t("report.list.patient")] : []),
      ...columns.map(([, word]) => t(word)),
    ],
    items.map((one) =>
      h(
        "tr",
        {},
        h("th", { scope: "row" }, dateText(one.day)),
        h("td", {}, t(`status.${one.status}`)),
        hasPatients && h("td", {}, one.patient?.name ?? "–"),
        columns.map(([name]) => h("td", {}, String(one[name] ?? "–"))),
      )
    ),
  )
}
