/** @import { Proposal, ProposalMove, ProposalSeat } from "contract" */
/** @import { Directory } from "../app/directory.js" */
import { h, toggle } from "../app/dom.js"
import { nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime, reasonText } from "../app/format.js"
import { t } from "../app/i18n.js"

/** Absences that applying the plan records. @param {Proposal} plan @param {Directory} known */
export function supposedAbsences(plan, known) {
  const line = (/** @type {Proposal["supposed"][number]} */ one) => {
    const zone = zoneOf(known, one.practitioner)
    const name = nameOf(known.practitioners, one.practitioner)
    return h("li", {}, `${name}: ${dayAndTime(one.from, zone)} – ${dayAndTime(one.to, zone)}`)
  }
  return h(
    "section",
    { class: "card stack tight" },
    h("h2", {}, t("board.supposed")),
    h("ul", {}, plan.supposed.map(line)),
  )
}

/** For whom no place was found, and why. @param {Proposal} plan */
export function unplacedPatients(plan) {
  return h(
    "section",
    { class: "card stack tight" },
    h("h2", {}, t("board.unplaced")),
    h("ul", {}, plan.unplaced.map((one) => h("li", {}, `${one.name}: ${one.cause.text}`))),
  )
}

/**
 * One who moves: from where, to where, why, and what would be next best.
 *
 * @param {ProposalMove} move
 * @param {Directory} known
 * @param {Element} take Whether the move is applied.
 * @param {Element} pin Whether it stays where it is in the next plan.
 */
export function moveRow(move, known, take, pin) {
  const place = (/** @type {ProposalSeat} */ seat) =>
    `${dayAndTime(seat.start, zoneOf(known, seat.practitioner))} · ${nameOf(known.practitioners, seat.practitioner)}`
  const unreachable = h("div", {}, h("span", { class: "tag bad" }, t("board.unreachable")))
  return h(
    "tr",
    {},
    h("td", {}, take),
    h("th", { scope: "row" }, move.name, !move.reachable && unreachable),
    h("td", {}, place(move.from)),
    h("td", {}, place(move.to)),
    h(
      "td",
      { class: "small" },
      move.reasons.map(reasonText).join(", "),
      move.nextBest &&
        h("div", { class: "muted" }, t("board.next", { place: place(move.nextBest), n: move.nextBestDifference })),
    ),
    h("td", {}, pin),
  )
}

/**
 * What may be different in another plan of the same absences.
 *
 * @param {Proposal} plan
 * @param {Directory} known
 * @param {Set<string>} excluded Practitioners who take nobody; changed by what is ticked.
 * @param {Element} others Whether others may move, too.
 * @param {() => void} send
 */
export function planAgain(plan, known, excluded, others, send) {
  const takers = [...new Set(plan.moves.map((move) => move.to.practitioner))]
  const box = (/** @type {string} */ id) =>
    h("input", {
      type: "checkbox",
      checked: excluded.has(id),
      onchange: (/** @type {any} */ event) => toggle(excluded, id, event.target.checked),
    })
  const chips = takers.map((id) => h("label", { class: "chip" }, box(id), nameOf(known.practitioners, id)))
  return h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("board.again")),
    h("fieldset", {}, h("legend", {}, t("board.exclude")), h("div", { class: "chips" }, chips)),
    h("label", { class: "chip" }, others, t("board.others")),
    h("button", { type: "button", onclick: send }, t("board.again")),
  )
}
