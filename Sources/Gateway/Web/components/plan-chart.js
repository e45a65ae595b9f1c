/** @import { ProposalMove, ProposalProgress } from "contract" */
import { h } from "../app/dom.js"
import { number } from "../app/format.js"
import { t } from "../app/i18n.js"
import { scrollTable } from "./scroll-table.js"

const WIDTH = 640
const HEIGHT = 200
const EDGE = 36

/**
 * How the best plan and the proved bound came closer over time, as a picture with a table of the same numbers.
 *
 * @param {ProposalProgress[]} progress
 */
export function planChart(progress) {
  if (progress.length === 0) return h("p", { class: "muted" }, t("board.solving"))
  const last = Math.max(...progress.map((one) => one.seconds), 0.001)
  const values = progress.flatMap((one) => [one.bound, ...(one.objective === undefined ? [] : [one.objective])])
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (/** @type {number} */ seconds) => EDGE + (seconds / last) * (WIDTH - 2 * EDGE)
  const y = (/** @type {number} */ value) =>
    HEIGHT - EDGE - ((value - low) / Math.max(1, high - low)) * (HEIGHT - 2 * EDGE)
  return h(
    "figure",
    { class: "stack tight" },
    h(
      "svg:svg",
      { class: "chart", viewBox: `0 0 ${WIDTH} ${HEIGHT}`, role: "img", "aria-label": t("board.chart") },
      h("svg:line", { class: "axis", x1: EDGE, y1: HEIGHT - EDGE, x2: WIDTH - EDGE, y2: HEIGHT - EDGE }),
      h("svg:path", {
        class: "cost",
        d: steps(
          progress.filter((one) => one.objective !== undefined).map((
            one,
          ) => [x(one.seconds), y(one.objective ?? 0)]),
          x(last),
        ),
      }),
      h("svg:path", { class: "bound", d: steps(progress.map((one) => [x(one.seconds), y(one.bound)]), x(last)) }),
      h("svg:text", { x: 2, y: y(high) + 4 }, number(high)),
      h("svg:text", { x: 2, y: y(low) + 4 }, low === high ? "" : number(low)),
      h(
        "svg:text",
        { x: WIDTH - EDGE, y: HEIGHT - 12, "text-anchor": "end" },
        `${number(last)} ${t("board.seconds.axis")}`,
      ),
    ),
    h(
      "figcaption",
      { class: "row small" },
      h("span", { class: "tag" }, t("board.cost")),
      h("span", { class: "tag warm" }, t("board.bound")),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("board.chart")),
      scrollTable(
        t("board.chart"),
        [t("board.seconds.axis"), t("board.cost"), t("board.bound")],
        progress.map((one) =>
          h(
            "tr",
            {},
            h("td", {}, number(one.seconds)),
            h("td", {}, one.objective === undefined ? "–" : number(one.objective)),
            h("td", {}, number(one.bound)),
          )
        ),
      ),
    ),
  )
}

/** A line that keeps its height until the next point. @param {number[][]} points @param {number} end */
function steps(points, end) {
  if (points.length === 0) return ""
  return points.map(([px, py], index) => (index === 0 ? `M${px} ${py}` : `H${px}V${py}`)).join("") + `H${end}`
}

/**
 * From whom to whom patients move: a ribbon for each pair, as thick as many go, with a table of the same numbers.
 *
 * @param {ProposalMove[]} moves
 * @param {(id: string) => string} name
 */
export function moveMap(moves, name) {
  const pairs = [...Map.groupBy(moves, (move) => `${move.from.practitioner}\n${move.to.practitioner}`)].map((
    [key, list],
  ) => ({ from: key.split("\n")[0], to: key.split("\n")[1], count: list.length }))
  const left = [...new Set(pairs.map((pair) => pair.from))]
  const right = [...new Set(pairs.map((pair) => pair.to))]
  const height = Math.max(left.length, right.length) * 34 + 16
  const at = (/** @type {string[]} */ list, /** @type {string} */ id) =>
    24 + list.indexOf(id) * 34 + (height - 16 - list.length * 34) / 2
  const most = Math.max(...pairs.map((pair) => pair.count), 1)
  return h(
    "figure",
    { class: "stack tight" },
    h(
      "svg:svg",
      { class: "chart", viewBox: `0 0 640 ${height}`, role: "img", "aria-label": t("board.map") },
      pairs.map((pair) =>
        h("svg:path", {
          class: "cost",
          "stroke-opacity": 0.55,
          "stroke-width": 2 + (pair.count / most) * 16,
          d: `M170 ${at(left, pair.from)}C320 ${at(left, pair.from)} 320 ${at(right, pair.to)} 470 ${
            at(right, pair.to)
          }`,
        })
      ),
      left.map((id) => h("svg:text", { x: 162, y: at(left, id) + 4, "text-anchor": "end" }, name(id))),
      right.map((id) => h("svg:text", { x: 478, y: at(right, id) + 4 }, name(id))),
    ),
    h(
      "details",
      {},
      h("summary", {}, t("board.map")),
      h(
        "table",
        {},
        h(
          "thead",
          {},
          h(
            "tr",
            {},
            [t("board.from"), t("board.to"), t("board.count")].map((text) => h("th", { scope: "col" }, text)),
          ),
        ),
        h(
          "tbody",
          {},
          pairs.map((pair) =>
            h(
              "tr",
              {},
              h("td", {}, name(pair.from)),
              h("td", {}, name(pair.to)),
              h("td", {}, number(pair.count)),
            )
          ),
        ),
      ),
    ),
  )
}
