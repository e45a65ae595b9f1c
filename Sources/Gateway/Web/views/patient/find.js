/** @import { Appointment, Slot, Suggestions } from "contract" */
import { get, newKey, post, Problem, request } from "../../app/api.js"
import { announce, field, h, toast } from "../../app/dom.js"
import { directory, find, nameOf, zoneOf } from "../../app/directory.js"
import { dateAt, plusDays, weekdays } from "../../app/calendar.js"
import { dayAndTime, weekdayName } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/router.js"
import { session } from "../../app/session.js"
import "../../components/slot-results.js"
import "../../components/held-slot.js"

/** Say what one needs, see what fits best and why, hold it, book it; or move an appointment there. */
class FindView extends HTMLElement {
  #query = new URLSearchParams(location.search)
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #what = h("select", { required: true })
  #who = h("select", {})
  #whom = h("select", {})
  #from = h("input", { type: "date", required: true })
  #to = h("input", { type: "date", required: true })
  #days = weekdays.map((day) => h("input", { type: "checkbox", value: day }))
  #times = ["any", "am", "pm"].map((time) =>
    h("input", { type: "radio", name: "time", value: time, checked: time === "any" })
  )
  #results = h(
    "div",
    { class: "stack", id: "results", "aria-live": "polite" },
    h("p", { class: "muted" }, t("find.start")),
  )
  /** The appointment to be moved. @type {Appointment | null} */
  #moving = null

  get #patient() {
    return this.#query.get("patient") ?? (this.#whom.value || session.account?.patient)
  }

  async connectedCallback() {
    this.append(h("p", { class: "muted" }, t("loading")))
    this.#known = await directory()
    const moving = this.#query.get("move")
    if (moving) this.#moving = await get(`/v1/appointments/${encodeURIComponent(moving)}`)
    this.#fill()
    this.replaceChildren(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, this.#moving ? t("find.move") : t("find.title")),
        this.#moving &&
          h(
            "p",
            { class: "notice" },
            `${nameOf(this.#known.types, this.#moving.appointmentType)}, ${
              dayAndTime(this.#moving.start, this.#moving.zone)
            }`,
          ),
        h("div", { class: "split" }, this.#form(), this.#results),
      ),
    )
    this.addEventListener("slot-chosen", (event) => this.#hold(/** @type {CustomEvent} */ (event).detail))
    this.addEventListener("slot-released", () => this.#search())
    this.addEventListener("slot-booked", (event) => this.#booked(/** @type {CustomEvent} */ (event).detail))
    this.addEventListener(
      "slot-lost",
      (event) => this.#show(/** @type {CustomEvent} */ (event).detail, t("find.taken")),
    )
    if (this.#moving) this.#search()
  }

  #fill() {
    const option = (/** @type {{id: string, name: string}} */ one) => h("option", { value: one.id }, one.name)
    this.#what.append(...this.#known.types.map(option))
    this.#who.append(h("option", { value: "" }, t("find.anybody")), ...this.#known.practitioners.map(option))
    this.#what.value = this.#moving?.appointmentType ?? this.#query.get("type") ?? this.#known.types[0]?.id
    this.#who.value = this.#moving?.practitioner ?? ""
    const today = dateAt(new Date(), this.#known.locations[0]?.zone ?? "UTC")
    this.#from.min = this.#from.value = today
    this.#to.value = plusDays(today, 28)
    this.#whom.append(
      h("option", { value: session.account?.patient ?? "" }, t("find.me")),
      ...(session.account?.dependants ?? []).map((id) => h("option", { value: id }, id)),
    )
    this.#dependants()
  }

  /** Children by name, as soon as they are known. */
  async #dependants() {
    for (const id of session.account?.dependants ?? []) {
      const child = await get(`/v1/patients/${encodeURIComponent(id)}`).catch(() => null)
      const option = [...this.#whom.options].find((one) => one.value === id)
      if (child && option) option.textContent = child.name
    }
  }

  #form() {
    return h(
      "form",
      {
        class: "card stack",
        onsubmit: (/** @type {Event} */ event) => {
          event.preventDefault()
          this.#search()
        },
      },
      (session.account?.dependants ?? []).length > 0 && field(t("find.for"), this.#whom),
      !this.#moving && field(t("find.what"), this.#what),
      field(t("find.who"), this.#who),
      h("div", { class: "row" }, field(t("find.from"), this.#from), field(t("find.to"), this.#to)),
      h(
        "fieldset",
        {},
        h("legend", {}, t("find.days")),
        h(
          "div",
          { class: "chips" },
          this.#days.map((box, index) => h("label", { class: "chip" }, box, weekdayName(index))),
        ),
      ),
      h(
        "fieldset",
        {},
        h("legend", {}, t("find.times")),
        h(
          "div",
          { class: "chips" },
          this.#times.map((radio) => h("label", { class: "chip" }, radio, t(`find.${radio.value}`))),
        ),
      ),
      h("button", { class: "primary" }, t("find.go")),
    )
  }

  async #search() {
    this.#results.setAttribute("aria-busy", "true")
    announce(t("find.looking"))
    const time = this.#times.find((radio) => radio.checked)?.value ?? "any"
    const wish = {
      appointmentType: this.#moving?.appointmentType ?? this.#what.value,
      patient: this.#patient,
      earliest: this.#from.value,
      latest: this.#to.value,
      count: 8,
      preferences: {
        practitioners: this.#who.value ? [this.#who.value] : [],
        weekdays: this.#days.filter((box) => box.checked).map((box) => box.value),
        timesOfDay: time === "any" ? [] : [time],
      },
    }
    try {
      this.#show(await post("/v1/suggestions", wish))
    } catch (error) {
      this.#results.replaceChildren(h("p", { class: "notice bad", role: "alert" }, explain(error)))
    }
    this.#results.removeAttribute("aria-busy")
  }

  /** @param {Pick<Suggestions, "items"> & Partial<Suggestions>} suggestions @param {string} [note] */
  #show(suggestions, note) {
    const results = /** @type {any} */ (document.createElement("slot-results"))
    results.known = this.#known
    results.suggestions = suggestions
    const wait = suggestions.items.length === 0 && !this.#moving &&
      h("button", { type: "button", onclick: () => this.#wait() }, t("find.wait"))
    this.#results.replaceChildren(
      ...[note && h("p", { class: "notice warm", role: "alert" }, note), results, wait].filter(Boolean),
    )
    announce(note ?? t("find.count", { n: suggestions.items.length }))
    // On a phone the results are below the form.
    if (this.#results.getBoundingClientRect().top > innerHeight * 0.7) this.#results.scrollIntoView()
  }

  /** Keeps the chosen slot while the patient makes up their mind. @param {Slot} slot */
  async #hold(slot) {
    const body = {
      appointmentType: slot.appointmentType,
      practitioner: slot.practitioner,
      start: slot.start,
      patient: this.#patient,
    }
    if (this.#moving) return this.#move(body)
    try {
      const hold = await post("/v1/holds", body)
      const held = /** @type {any} */ (document.createElement("held-slot"))
      held.known = this.#known
      held.hold = hold
      this.#results.replaceChildren(held)
    } catch (error) {
      this.#lost(error)
    }
  }

  /** @param {any} body */
  async #move(body) {
    try {
      const { data } = await request(
        "POST",
        `/v1/appointments/${encodeURIComponent(this.#moving?.id ?? "")}/rescheduling`,
        { body: { practitioner: body.practitioner, start: body.start }, key: newKey() },
      )
      toast(t("mine.moved", { when: dayAndTime(data.start, data.zone) }))
      go(session.account?.role === "patient" ? "/appointments" : "/agenda")
    } catch (error) {
      this.#lost(error)
    }
  }

  /** @param {any} error */
  #lost(error) {
    if (error instanceof Problem && error.body.suggestions) {
      this.#show({ items: error.body.suggestions }, t("find.taken"))
    } else this.#results.prepend(h("p", { class: "notice bad", role: "alert" }, explain(error)))
  }

  /** @param {Appointment} appointment */
  #booked(appointment) {
    const zone = zoneOf(this.#known, appointment.practitioner)
    const said = appointment.status === "pending" ? t("book.pending") : t("book.done", {
      what: find(this.#known.types, appointment.appointmentType)?.name ?? "",
      when: dayAndTime(appointment.start, zone),
    })
    const isPatient = session.account?.role === "patient"
    this.#results.replaceChildren(
      h(
        "div",
        { class: "card stack" },
        h("h2", { tabindex: -1 }, said),
        isPatient && h("a", { class: "button primary", href: "/appointments" }, t("book.see")),
      ),
    )
    this.#results.querySelector("h2")?.focus()
    announce(said)
  }

  async #wait() {
    try {
      await post("/v1/waitlist-entries", {
        patient: this.#patient,
        appointmentType: this.#what.value,
        earliest: this.#from.value,
        latest: this.#to.value,
      })
      toast(t("find.waiting"))
    } catch (error) {
      toast(explain(error))
    }
  }
}

customElements.define("view-find", FindView)
