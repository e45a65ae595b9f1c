/** @import { Appointment, SuggestionWish } from "contract" */
import * as bounds from "../app/bounds.js"
import { get } from "../app/api.js"
import { dateAt, plusDays } from "../app/calendar.js"
import { field, h, options, single } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { session } from "../app/session.js"
import { chips, WishFields } from "./wish-fields.js"

/** How far ahead one looks unless one says otherwise. */
const DAYS = 28
const KINDS = ["one", "series", "together"]

/**
 * <visit-wish>: what is needed, when it suits, and whether it is one visit, a series at one time of the week, or several
 * visits together. It begins with the standing wishes of whoever comes.
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
  #whom = h("select", { onchange: () => this.#recall() })
  #from = h("input", { type: "date", required: true })
  #to = h("input", { type: "date", required: true })
  #visits = h("input", { type: "number", ...bounds.SuggestionWishSeries.visits, value: "4", required: true })
  #every = h("input", { type: "number", ...bounds.SuggestionWishSeries.intervalDays, value: "7", required: true })
  #kinds = KINDS.map((value) =>
    h("input", { type: "radio", name: "kind", value, checked: value === KINDS[0], onchange: () => this.#more() })
  )
  #extra = h("div", { class: "stack" })
  #wishes = /** @type {any} */ (null)
  #isTouched = false

  connectedCallback() {
    this.#wishes = new WishFields(this.known)
    this.#fill()
    this.append(
      h(
        "form",
        {
          class: "card stack",
          oninput: (/** @type {Event} */ event) => this.#touched(event),
          onsubmit: single((/** @type {Event} */ event) => this.#send(event)),
        },
        !this.patient && this.#dependants.length > 0 && field(t("find.for"), this.#whom),
        !this.moving && field(t("find.what"), this.#what),
        !this.moving && chips(t("find.visits"), this.#kinds, (index) => t(`find.${KINDS[index]}`)),
        this.#extra,
        this.#wishes.controls(
          h("div", { class: "row" }, field(t("find.from"), this.#from), field(t("find.to"), this.#to)),
        ),
        h("button", { class: "primary" }, t("find.go")),
      ),
    )
    this.#recall()
  }

  get #dependants() {
    return session.account?.dependants ?? []
  }

  #fill() {
    const { types, locations } = this.known
    this.#what.append(...options(types))
    this.#also.append(...options(types))
    this.#what.value = this.moving?.appointmentType ?? new URLSearchParams(location.search).get("type") ?? types[0]?.id
    const today = dateAt(new Date(), locations[0]?.zone ?? "UTC")
    this.#from.min = this.#from.value = today
    this.#to.value = plusDays(today, DAYS)
    this.#whom.append(
      h("option", { value: session.account?.patient ?? "" }, t("find.me")),
      ...options(this.#dependants.map((id) => ({ id, name: id }))),
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

  /** The standing wishes of whoever comes, and the practitioner the page was opened for. */
  async #recall() {
    const practitioner = this.moving?.practitioner ?? new URLSearchParams(location.search).get("practitioner")
    const own = practitioner ? { practitioners: [practitioner] } : {}
    this.#wishes.value = own
    this.#isTouched = false
    const whom = this.whom
    const patient = whom && await get(`/v1/patients/${encodeURIComponent(whom)}`).catch(() => null)
    // Somebody may have begun to choose, or chosen another patient.
    if (patient && whom === this.whom && !this.#isTouched) this.#wishes.value = { ...patient.preferences, ...own }
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

  /** Another patient brings other wishes; anything else is what is wished now. @param {Event} event */
  #touched(event) {
    if (event.target !== this.#whom) this.#isTouched = true
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

  /** @returns {SuggestionWish & {appointmentType: string, patient: string, earliest: string, latest: string}} */
  get wish() {
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
      preferences: this.#wishes.value,
      ...(this.moving ? { moving: this.moving.id } : {}),
      ...more[/** @type {keyof typeof more} */ (this.#kind)](),
    }
  }
}

customElements.define("visit-wish", VisitWish)
