/** @import { Reason, Slot, Suggestions, SuggestionsItem, SuggestionsWayOut } from "contract" */
import { h } from "../app/dom.js"
import { find, nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime, dayOf, ownTime, reasonText, timeOf } from "../app/format.js"
import { t } from "../app/i18n.js"
import { choiceGroup } from "./choice-group.js"

/**
 * <slot-results>: suggested slots, best first as a list or by day as a calendar, with reasons and what wishes cost.
 *
 * Dispatches `slot-chosen` with the item: its slot, or the slots of a series or bundle.
 */
class SlotResults extends HTMLElement {
  /** @type {Pick<Suggestions, "items"> & Partial<Suggestions>} */
  suggestions = { items: [] }
  /** @type {import("../app/directory.js").Directory} */
  known = /** @type {any} */ (null)
  #isCalendar = false

  connectedCallback() {
    this.#draw()
  }

  #draw() {
    const { items, prices = [], whyNot, waysOut } = this.suggestions
    if (items.length === 0) return this.replaceChildren(this.#nothing(whyNot ?? [], waysOut ?? []))
    const show = (/** @type {boolean} */ isCalendar) => {
      this.#isCalendar = isCalendar
      this.#draw()
    }
    this.replaceChildren(
      h(
        "div",
        { class: "stack" },
        h(
          "div",
          { class: "row spread" },
          h("h2", {}, t("find.best")),
          choiceGroup([[false, t("find.list")], [true, t("find.calendar")]], this.#isCalendar, show),
        ),
        this.#isCalendar ?
          this.#calendar(items) :
          h("ol", { class: "stack tight" }, items.map((item) => this.#item(item))),
        prices.some((price) => price.words) &&
          h(
            "div",
            { class: "notice stack tight" },
            h("h3", {}, t("find.prices")),
            h("ul", {}, prices.map((price) => h("li", {}, price.words))),
          ),
      ),
    )
  }

  /** @param {SuggestionsItem} item */
  #item(item) {
    const { slot, slots = [], reasons } = item
    const zone = zoneOf(this.known, slot.practitioner)
    const own = ownTime(slot.start, zone)
    return h(
      "li",
      { class: "card pair" },
      h(
        "div",
        { class: "stack tight" },
        h(
          "div",
          { class: "big" },
          h("time", { datetime: slot.start }, dayAndTime(slot.start, zone)),
          own && h("span", { class: "small muted" }, ` ${own}`),
        ),
        h(
          "div",
          {},
          `${nameOf(this.known.practitioners, slot.practitioner)} · ${nameOf(this.known.locations, slot.location)}`,
        ),
        slots.length > 1 && h("ul", { class: "stack tight" }, slots.slice(1).map((one) => this.#further(one))),
        h(
          "ul",
          { class: "reasons", "aria-label": t("reasons") },
          [...new Set(reasons.map(reasonText))].map((reason) => h("li", {}, reason)),
        ),
      ),
      this.#choose(item, zone),
    )
  }

  /** Another visit of a series or bundle. @param {Slot} slot */
  #further(slot) {
    const when = `${nameOf(this.known.types, slot.appointmentType)}, ${
      dayAndTime(slot.start, zoneOf(this.known, slot.practitioner))
    }`
    return h(
      "li",
      {},
      h("time", { datetime: slot.start }, when),
      ` · ${nameOf(this.known.practitioners, slot.practitioner)}`,
    )
  }

  /** @param {Pick<SuggestionsItem, "slot" | "slots">} item @param {string} zone @param {string} [text] */
  #choose(item, zone, text = t("find.choose")) {
    const { slot } = item
    const name = `${text}: ${dayAndTime(slot.start, zone)}, ${nameOf(this.known.practitioners, slot.practitioner)}`
    return h("button", {
      type: "button",
      class: "primary",
      "aria-label": name,
      onclick: () => this.dispatchEvent(new CustomEvent("slot-chosen", { detail: item, bubbles: true })),
    }, text)
  }

  /** @param {SuggestionsItem[]} items */
  #calendar(items) {
    const days = Map.groupBy(
      [...items].sort((a, b) => a.slot.start.localeCompare(b.slot.start)),
      ({ slot }) => dayOf(slot.start, zoneOf(this.known, slot.practitioner)),
    )
    return h(
      "div",
      { class: "days", role: "group", tabindex: 0, "aria-label": t("find.calendar") },
      [...days].map(([day, slots]) =>
        h(
          "section",
          { class: "card stack tight" },
          h("h3", {}, day),
          slots.map((item) =>
            h(
              "div",
              { class: "stack tight" },
              this.#choose(
                item,
                zoneOf(this.known, item.slot.practitioner),
                timeOf(item.slot.start, zoneOf(this.known, item.slot.practitioner)),
              ),
              h("span", { class: "small muted" }, nameOf(this.known.practitioners, item.slot.practitioner)),
            )
          ),
        )
      ),
    )
  }

  /** @param {Reason[]} whyNot @param {SuggestionsWayOut[]} waysOut */
  #nothing(whyNot, waysOut) {
    return h(
      "div",
      { class: "card stack" },
      h("h2", {}, t("find.none")),
      h("ul", {}, whyNot.map((why) => h("li", {}, why.text))),
      waysOut.length > 0 && h("h3", {}, t("find.ways")),
      h(
        "ul",
        { class: "stack tight" },
        waysOut.map((way) => {
          const zone = find(this.known.locations, way.slot.location)?.zone ?? "UTC"
          return h(
            "li",
            { class: "row spread" },
            h("span", {}, way.words),
            this.#choose(way, zone),
          )
        }),
      ),
    )
  }
}

customElements.define("slot-results", SlotResults)
