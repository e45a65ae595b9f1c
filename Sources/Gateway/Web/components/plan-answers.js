/** @import { Notice, PlanAnswer } from "contract" */
/** @import { Directory } from "../app/directory.js" */
import { attempt } from "../app/attempt.js"
import { get } from "../app/api.js"
import { coalesced } from "../app/coalesced.js"
import { h, redraw } from "../app/dom.js"
import { nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime } from "../app/format.js"
import { t } from "../app/i18n.js"
import { keepLooking } from "../app/looking.js"
import { scrollTable } from "./scroll-table.js"

/** What somebody says, as a tag shows it. */
const TONES = { waiting: "plain", accepted: "", moved: "warm", cancelled: "bad" }

/** <plan-answers>: of those whom a plan moved, who was told and how, who saw it, and what they say; nothing before it is applied. */
export class PlanAnswers extends HTMLElement {
  #path
  #known
  #load = coalesced(() => this.#refresh())
  #left = new AbortController()

  /** @param {string} plan @param {Directory} known */
  constructor(plan, known) {
    super()
    this.#path = /** @type {const} */ (`/v1/proposals/${encodeURIComponent(plan)}`)
    this.#known = known
  }

  connectedCallback() {
    // The board draws it anew with everything else: it leaves and comes back.
    this.#left = new AbortController()
    keepLooking(() => this.#load(), this.#left.signal)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #refresh() {
    await attempt(async () => {
      const [answers, notices] = await Promise.all([get(`${this.#path}/answers`), get(`${this.#path}/notices`)])
      const told = new Map(notices.items.map((one) => [one.appointment, one]))
      redraw(this, ...(answers.items.length ? [this.#list(answers.items, told)] : []))
    }, this.firstElementChild ? undefined : this)
  }

  /** @param {PlanAnswer[]} answers @param {Map<string, Notice>} told */
  #list(answers, told) {
    const count = (/** @type {(one: PlanAnswer) => boolean} */ is) => answers.filter(is).length
    const figures = [
      t("answers.told", { n: count((one) => told.get(one.appointment)?.state === "sent"), m: answers.length }),
      t("answers.seen", { n: count((one) => Boolean(one.seenAt)) }),
      t("answers.answered", { n: count((one) => one.answer !== "waiting") }),
    ]
    return h(
      "section",
      { class: "card stack" },
      h(
        "div",
        { class: "row spread" },
        h("h2", {}, t("answers.title")),
        h("button", { type: "button", onclick: () => print() }, t("answers.print")),
      ),
      h("p", { class: "strong", role: "status" }, figures.join(" · ")),
      scrollTable(
        t("answers.title"),
        ["who", "from", "at", "told", "seen", "answer"].map((head) => t(`answers.head.${head}`)),
        answers.map((one) => this.#row(one, told.get(one.appointment))),
      ),
    )
  }

  /** @param {PlanAnswer} one @param {Notice | undefined} notice */
  #row(one, notice) {
    const zone = zoneOf(this.#known, one.at.practitioner)
    const place = (/** @type {PlanAnswer["at"]} */ seat) =>
      `${dayAndTime(seat.start, zoneOf(this.#known, seat.practitioner))} · ${
        nameOf(this.#known.practitioners, seat.practitioner)
      }`
    return h(
      "tr",
      {},
      h("th", { scope: "row" }, one.name),
      h("td", {}, place(one.from)),
      h("td", {}, place(one.at)),
      h("td", {}, told(notice, zone)),
      h("td", {}, one.seenAt ? dayAndTime(one.seenAt, zone) : "–"),
      h("td", {}, h("span", { class: `tag ${TONES[one.answer]}` }, t(`answers.${one.answer}`))),
    )
  }
}

/** How somebody was told, or that they have to be called. @param {Notice | undefined} notice @param {string} zone */
function told(notice, zone) {
  if (!notice || notice.state === "waiting") return t("answers.soon")
  if (notice.why === "called") return t("told.called")
  // A visit that has changed since, or begun, is told of by something else.
  if (notice.state === "suppressed" && notice.why !== "unreachable") return t("told.suppressed")
  if (notice.state !== "sent") return h("span", { class: "tag bad" }, t("answers.call"))
  const way = notice.channel ? `${t(`channel.${notice.channel}`)}, ` : ""
  return `${way}${dayAndTime(notice.arrivedAt ?? notice.endedAt ?? notice.dueAt, zone)}`
}

customElements.define("plan-answers", PlanAnswers)
