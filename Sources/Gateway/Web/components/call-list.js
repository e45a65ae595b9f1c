/** @import { Call } from "contract" */
import { attempt } from "../app/attempt.js"
import { get, post } from "../app/api.js"
import { coalesced } from "../app/coalesced.js"
import { h, redraw, toast } from "../app/dom.js"
import { nameOf } from "../app/directory.js"
import { dayAndTime } from "../app/format.js"
import { t } from "../app/i18n.js"
import { keepLooking } from "../app/looking.js"

/** <call-list>: whom no message reached, with what they have to be told; nothing where everybody was. */
export class CallList extends HTMLElement {
  #known
  #load = coalesced(() => this.#refresh())
  #left = new AbortController()

  /** @param {import("../app/directory.js").Directory} known */
  constructor(known) {
    super()
    this.#known = known
  }

  connectedCallback() {
    this.#left = new AbortController()
    keepLooking(() => this.#load(), this.#left.signal)
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  async #refresh() {
    await attempt(async () => {
      const { items } = await get("/v1/calls")
      redraw(
        this,
        ...(items.length ?
          [h(
            "section",
            { class: "stack tight" },
            h("h2", {}, t("calls.title", { n: items.length })),
            h("ul", { class: "stack tight" }, items.map((one) => this.#item(one))),
          )] :
          []),
      )
    }, this)
  }

  /** @param {Call} one */
  #item(one) {
    const when = dayAndTime(one.start, one.zone)
    const until = one.until ? dayAndTime(one.until, one.zone) : ""
    const what = t(`calls.${one.kind}`, { when, who: nameOf(this.#known.practitioners, one.practitioner), until })
    const done = async () => {
      if (await attempt(() => post(`/v1/calls/${encodeURIComponent(one.id)}/completion`))) toast(t("calls.done"))
      this.#load()
    }
    return h(
      "li",
      { class: "card row spread" },
      h(
        "div",
        {},
        h("div", { class: "strong" }, one.name),
        h("div", {}, what),
        h("div", { class: "small muted" }, t(`calls.why.${one.why === "unreachable" ? "unreachable" : "failed"}`)),
      ),
      h(
        "div",
        { class: "row" },
        one.phone ?
          h("a", { class: "button", href: `tel:${one.phone.replaceAll(/[^+\d]/g, "")}` }, one.phone) :
          h("span", { class: "muted" }, t("calls.noPhone")),
        h(
          "button",
          { type: "button", "aria-label": `${t("calls.told")}: ${one.name}. ${what}`, onclick: done },
          t("calls.told"),
        ),
      ),
    )
  }
}

customElements.define("call-list", CallList)
