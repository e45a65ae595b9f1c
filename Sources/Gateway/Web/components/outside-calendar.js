/** @import { OutsideCalendar as Calendar } from "contract" */
import { attempt } from "../app/attempt.js"
import { get, Problem, remove, request } from "../app/api.js"
import { ask, complain, field, h, single } from "../app/dom.js"
import { dayAndTime, timeOf } from "../app/format.js"
import { explain, t } from "../app/i18n.js"
import { tellDisplaced } from "./displaced.js"

/** How many of the next busy times are shown. */
const SHOWN = 5

/** <outside-calendar>: a practitioner's calendar elsewhere, whose busy times block slots here. */
export class OutsideCalendar extends HTMLElement {
  #path
  #zone
  #address = h("input", { type: "url", required: true, maxlength: 2000, autocomplete: "off", spellcheck: "false" })

  /** @param {string} practitioner @param {string} zone */
  constructor(practitioner, zone) {
    super()
    this.#path = /** @type {const} */ (`/v1/practitioners/${encodeURIComponent(practitioner)}/outside-calendar`)
    this.#zone = zone
  }

  connectedCallback() {
    this.#load()
  }

  async #load() {
    try {
      this.#draw(await get(this.#path))
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return this.#draw(null)
      this.#fill(h("p", { class: "notice bad", role: "alert" }, explain(error)))
    }
  }

  /** @param {...any} content */
  #fill(...content) {
    this.replaceChildren(
      h(
        "section",
        { class: "card stack" },
        h("h2", {}, t("outside.title")),
        h("p", { class: "muted" }, t("outside.text")),
        content,
      ),
    )
  }

  /** @param {Calendar | null} calendar */
  #draw(calendar) {
    if (!calendar) {
      return this.#fill(
        h(
          "form",
          { class: "stack", onsubmit: single(() => this.#follow()) },
          field(t("outside.address"), this.#address, t("outside.hint")),
          h("div", { class: "row" }, h("button", { class: "primary" }, t("outside.follow"))),
        ),
      )
    }
    const when = calendar.seenAt && dayAndTime(calendar.seenAt, this.#zone)
    const next = calendar.busy.slice(0, SHOWN)
    this.#fill(
      h("p", {}, when ? t("outside.seen", { host: calendar.host, when }) : t("outside.never", { host: calendar.host })),
      calendar.fault && h("p", { class: "notice bad", role: "status" }, t("outside.fault", { why: calendar.fault })),
      next.length > 0 ?
        h(
          "div",
          {},
          h("h3", { class: "small" }, t("outside.busy")),
          h("ul", {}, next.map((one) => h("li", {}, span(one, this.#zone)))),
        ) :
        h("p", { class: "muted" }, t("outside.free")),
      calendar.displaced.length > 0 &&
        h(
          "p",
          { class: "notice warm" },
          t("outside.displaced", { n: calendar.displaced.length }),
          " ",
          h(
            "button",
            { type: "button", class: "quiet", onclick: () => tellDisplaced(calendar.displaced) },
            t("outside.whom"),
          ),
        ),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", class: "danger", onclick: () => this.#end() }, t("outside.end")),
      ),
    )
  }

  async #follow() {
    complain(this.#address)
    try {
      const { data } = await request("PUT", this.#path, { body: { address: this.#address.value.trim() } })
      this.#address.value = ""
      this.#draw(data)
      await tellDisplaced(data.displaced)
    } catch (error) {
      complain(this.#address, explain(error))
    }
  }

  async #end() {
    const text = h("p", {}, t("outside.endText"))
    if (!await ask(t("outside.endAsk"), text, t("outside.end"), t("record.close"), "danger")) return
    await attempt(() => remove(this.#path))
    await this.#load()
  }
}

/** From when until when, with the day of the end where it is another. @param {{start: string, end: string}} one @param {string} zone */
function span({ start, end }, zone) {
  const [from, to] = [dayAndTime(start, zone), dayAndTime(end, zone)]
  const isSameDay = from.slice(0, -5) === to.slice(0, -5)
  return `${from} – ${isSameDay ? timeOf(end, zone) : to}`
}

customElements.define("outside-calendar", OutsideCalendar)
