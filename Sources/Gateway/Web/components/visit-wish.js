/** @import { Appointment, SuggestionWish } from "contract" */
import { get } from "../app/api.js"
import { dateAt, plusDays, weekdays } from "../app/calendar.js"
import { field, h } from "../app/dom.js"
import { weekdayName } from "../app/format.js"
import { t } from "../app/i18n.js"
import { session } from "../app/session.js"

/** How far ahead one looks unless one says otherwise. */
const DAYS = 28
const TIMES = ["any", "am", "pm"]
const KINDS = ["one", "series", "together"]

/**
 * <visit-wish>: what is needed, when it suits, and whether it is one visit, a series at one time of the week, or several
 * visits together.
 *
 * Dispatches `wish-made`; `wish` is what to ask the server for.
 */
class VisitWish extends HTMLElement {
  /** @type {import("../app/directory.js").Directory} */
  known = /** @type {any} */ (null)
  /** For whom, if that is settled. @type {string | null} */
  patient = null
  /** What is to be moved: then type and number are settled. @type {Appointment | null} */
  moving = null
  #what = h("select", { required: true })
  #also = h("select", { required: true })
  #who = h("select", {})
  #whom = h("select", {})
  #from = h("input", { type: "date", required: true })
  #to = h("input", { type: "date", required: true })
  #visits = h("input", { type: "number", min: 2, max: 24, value: "4", required: true })
  #every = h("input", { type: "number", min: 1, max: 91, value: "7", required: true })
  #days = weekdays.map((day) => h("input", { type: "checkbox", value: day }))
  #times = TIMES.map((value) => h("input", { type: "radio", name: "time", value, checked: value === TIMES[0] }))
  #kinds = KINDS.map((value) =>
    h("input", { type: "radio", name: "kind", value, checked: value === KINDS[0], onchange: () => this.#more() })
  )
  #extra = h("div", { class: "stack" })

  connectedCallback() {
    this.#fill()
    const chips = (
      /** @type {string} */ legend,
      /** @type {any[]} */ boxes,
      /** @type {(index: number) => string} */ text,
    ) =>
      h(
        "fieldset",
        {},
        h("legend", {}, legend),
        h("div", { class: "chips" }, boxes.map((box, index) => h("label", { class: "chip" }, box, text(index)))),
      )
    this.append(
      h(
        "form",
        { class: "card stack", onsubmit: (/** @type {Event} */ event) => this.#send(event) },
        !this.patient && this.#dependants.length > 0 && field(t("find.for"), this.#whom),
        !this.moving && field(t("find.what"), this.#what),
        !this.moving && chips(t("find.visits"), this.#kinds, (index) => t(`find.${KINDS[index]}`)),
        this.#extra,
        field(t("find.who"), this.#who),
        h("div", { class: "row" }, field(t("find.from"), this.#from), field(t("find.to"), this.#to)),
        chips(t("find.days"), this.#days, weekdayName),
        chips(t("find.times"), this.#times, (index) => t(`find.${TIMES[index]}`)),
        h("button", { class: "primary" }, t("find.go")),
      ),
    )
  }

  get #dependants() {
    return session.account?.dependants ?? []
  }

  #fill() {
    const query = new URLSearchParams(location.search)
    const option = (/** @type {{id: string, name: string}} */ one) => h("option", { value: one.id }, one.name)
    const { types, practitioners, locations } = this.known
    this.#what.append(...types.map(option))
    this.#also.append(...types.map(option))
    this.#who.append(h("option", { value: "" }, t("find.anybody")), ...practitioners.map(option))
    this.#what.value = this.moving?.appointmentType ?? query.get("type") ?? types[0]?.id
    this.#who.value = this.moving?.practitioner ?? query.get("practitioner") ?? ""
    const today = dateAt(new Date(), locations[0]?.zone ?? "UTC")
    this.#from.min = this.#from.value = today
    this.#to.value = plusDays(today, DAYS)
    this.#whom.append(
      h("option", { value: session.account?.patient ?? "" }, t("find.me")),
      ...this.#dependants.map((id) => option({ id, name: id })),
    )
    this.#nameDependants()
  }

  /** Children by name, as soon as they are known. */
  async #nameDependants() {
    for (const id of this.#dependants) {
      const child = await get(`/v1/patients/${encodeURIComponent(id)}`).catch(() => null)
      const option = [...this.#whom.options].find((one) => one.value === id)
      if (child && option) option.textContent = child.name
    }
  }

  get #kind() {
    return this.#kinds.find((radio) => radio.checked)?.value ?? KINDS[0]
  }

  /** The controls that a series or several visits need. */
  #more() {
    const shown = {
      one: () => [],
      series:
        () => [h("div", { class: "row" }, field(t("find.number"), this.#visits), field(t("find.every"), this.#every))],
      together: () => [field(t("find.also"), this.#also)],
    }
    this.#extra.replaceChildren(...shown[/** @type {keyof typeof shown} */ (this.#kind)]())
  }

  /** @param {Event} event */
  #send(event) {
    event.preventDefault()
    this.dispatchEvent(new CustomEvent("wish-made", { bubbles: true }))
  }

  /** For whom the visit is. */
  get whom() {
    return this.patient ?? this.moving?.patient ?? (this.#whom.value || session.account?.patient || "")
  }

  /** @returns {SuggestionWish & {appointmentType: string, earliest: string, latest: string}} */
  get wish() {
    const time = this.#times.find((radio) => radio.checked)?.value ?? TIMES[0]
    const appointmentType = this.moving?.appointmentType ?? this.#what.value
    const more = {
      one: () => ({}),
      series: () => ({ series: { visits: Number(this.#visits.value), intervalDays: Number(this.#every.value) } }),
      together: () => ({ bundle: [{ appointmentType }, { appointmentType: this.#also.value }] }),
    }
    return {
      appointmentType,
      patient: this.whom,
      earliest: this.#from.value,
      latest: this.#to.value,
      count: 8,
      preferences: {
        practitioners: this.#who.value ? [this.#who.value] : [],
        weekdays: this.#days.filter((box) => box.checked).map((box) => box.value),
        timesOfDay: time === TIMES[0] ? [] : [time],
      },
      ...more[/** @type {keyof typeof more} */ (this.#kind)](),
    }
  }
}

customElements.define("visit-wish", VisitWish)
