/** @import { Proposal } from "contract" */
import { h } from "../app/dom.js"
import { number } from "../app/format.js"
import { t } from "../app/i18n.js"
import { planChart } from "./plan-chart.js"

/** How good a plan is and how that came about: its figures, and the search as a picture. @param {Proposal} plan */
export function planHead(plan) {
  const figure = (/** @type {string} */ name, /** @type {any} */ value) =>
    h("div", {}, h("div", { class: "muted small" }, name), h("div", { class: "big" }, value ?? "–"))
  const state = plan.status === "solving" ?
    t("board.solving") :
    plan.status === "failed" ?
    `${t("board.failed")}: ${plan.termination ?? ""}` :
    plan.gap === 0 ?
    t("board.optimal") :
    plan.termination
  return h(
    "section",
    { class: "card stack" },
    h(
      "div",
      { class: "row spread" },
      h("h2", {}, t(`board.${plan.status}`)),
      h("span", { class: `tag ${plan.gap === 0 ? "" : "warm"}`, role: "status" }, state),
    ),
    h(
      "div",
      { class: "figures" },
      figure(t("board.cost"), plan.objective === undefined ? null : number(plan.objective)),
      figure(t("board.bound"), plan.bound === undefined ? null : number(plan.bound)),
      figure(t("board.gap"), plan.gap === undefined ? null : `${number(plan.gap * 100)} %`),
      figure(t("board.moves"), number(plan.moves.length)),
      figure(t("board.unplaced"), number(plan.unplaced.length)),
      figure(
        t("board.took"),
        plan.seconds === undefined ? null : t("board.seconds", { n: number(plan.seconds) }),
      ),
    ),
    planChart(plan.progress),
  )
}
