/** @import { ComparisonColumn, Scenario, ScenarioRunFigure } from "contract" */
import { h } from "../app/dom.js"
import { number, reasonText } from "../app/format.js"
import { t } from "../app/i18n.js"
import { scrollTable } from "./scroll-table.js"

/**
 * Scenarios side by side: every figure as bars beside the unchanged book's, and as a table; then who would move.
 *
 * @param {ComparisonColumn[]} columns
 * @param {Scenario[]} scenarios
 */
export function comparison(columns, scenarios) {
  const figures = new Map(columns.flatMap((column) => column.figures.map((figure) => [figure.name, figure])))
  if (figures.size === 0) return h("p", { class: "muted", role: "status" }, t("what.running"))
  const rows = [...figures.values()].map((figure) => ({
    figure,
    cells: columns.map((column) => column.figures.find((one) => one.name === figure.name)),
  }))
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("what.compare")),
    scrollTable(
      t("what.compare"),
      [t("what.figure"), t("what.base"), ...columns.map((column) => column.name)],
      rows.map(({ figure, cells }) =>
        h(
          "tr",
          {},
          h("th", { scope: "row" }, figure.label),
          h("td", {}, text(figure.base, figure.unit)),
          cells.map((cell) =>
            h("td", {}, cell ? [text(cell.value, figure.unit), " ", judgement(cell), bars(cell)] : "–")
          ),
        )
      ),
    ),
    scenarios.map((one) =>
      (one.latestRun?.moves ?? []).length > 0 &&
      h(
        "details",
        {},
        h("summary", {}, `${t("what.moves")}: ${one.scenario.name}`),
        h(
          "ul",
          { class: "small" },
          (one.latestRun?.moves ?? []).slice(0, 100).map((move) =>
            h(
              "li",
              {},
              `${move.patient === "–" ? "" : `${move.patient}: `}${move.from} → ${move.to} (${
                move.reasons.map(reasonText).join(", ")
              })`,
            )
          ),
        ),
      )
    ),
  )
}

/** @param {number | undefined} value @param {string} unit */
const text = (
  value,
  unit,
) => (value === undefined || value === null ? "–" : `${number(value)} ${unit && t(`unit.${unit}`)}`)

/** Whether a figure is better or worse than the unchanged book's, where that can be said. @param {ScenarioRunFigure} figure */
function judgement({ base, value, isBetterLow }) {
  if (base === undefined || value === undefined || isBetterLow === undefined || base === value) return null
  const isBetter = (value < base) === isBetterLow
  return h("span", { class: `tag ${isBetter ? "" : "warm"}` }, t(isBetter ? "what.better" : "what.worse"))
}

/** The figure and the same of the unchanged book as two bars. @param {{base?: number, value?: number, label: string}} cell */
function bars({ base = 0, value = 0 }) {
  const most = Math.max(Math.abs(base), Math.abs(value), 1e-9)
  const width = (/** @type {number} */ number) => 2 + (Math.abs(number) / most) * 116
  return h(
    "svg:svg",
    { class: "chart", viewBox: "0 0 120 16", width: 120, height: 16, "aria-hidden": "true" },
    h("svg:rect", { class: "bar-base", x: 0, y: 1, width: width(base), height: 5 }),
    h("svg:rect", { class: "bar-value", x: 0, y: 8, width: width(value), height: 7 }),
  )
}
