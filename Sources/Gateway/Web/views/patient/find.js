/** @import { Appointment, Hold, NewAppointment, Slot, Suggestions, SuggestionsItem } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, intention, newKey, post, Problem, request } from "../../app/api.js"
import { announce, ask, h, single, toast } from "../../app/dom.js"
import { directory, nameOf, zoneOf } from "../../app/directory.js"
import { dayAndTime } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { session } from "../../app/session.js"
import { trouble, View } from "../../app/view.js"
import "../../components/direct-booking.js"
import "../../components/held-slot.js"
import { pushOffer } from "../../components/push-offer.js"
import "../../components/slot-results.js"
import "../../components/visit-wish.js"

/** Say what one needs, see what fits best and why, hold it, book it; or move an appointment there. */
class FindView extends View {
  #query = new URLSearchParams(location.search)
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** The appointment to be moved. @type {Appointment | null} */
  #moving = null
  /** What the times on the screen are an answer to. @type {any} */
  #wish = null
  #series = intention()
  #form = /** @type {any} */ (document.createElement("visit-wish"))
  #results = h(
    "div",
    { class: "stack", id: "results", "aria-live": "polite" },
    h("p", { class: "muted" }, t("find.start")),
  )

  /** For whom the times on the screen are. @returns {string} */
  get #whom() {
    return this.#wish?.patient ?? this.#form.whom
  }

  get #isPatient() {
    return session.account?.role === "patient"
  }

  async open() {
    const [patient, moving] = [this.#query.get("patient"), this.#query.get("move")]
    // Staff look for somebody.
    if (!this.#isPatient && !patient && !moving) return go("/desk")
    this.append(h("p", { class: "muted" }, t("loading")))
    this.#known = await directory()
    if (moving) this.#moving = await get(`/v1/appointments/${encodeURIComponent(moving)}`)
    Object.assign(this.#form, { known: this.#known, moving: this.#moving, patient })
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
        h(
          "div",
          { class: "split" },
          h("div", { class: "stack" }, this.#form, !this.#isPatient && patient && this.#direct(patient)),
          this.#results,
        ),
      ),
    )
    this.addEventListener("wish-made", () => this.#search())
    this.addEventListener("slot-chosen", single((event) => this.#chosen(/** @type {CustomEvent} */ (event).detail)))
    this.addEventListener("slot-released", () => this.#search())
    this.addEventListener("slot-booked", (event) => this.#booked([/** @type {CustomEvent} */ (event).detail]))
    this.addEventListener(
      "slot-lost",
      (event) => this.#show(/** @type {CustomEvent} */ (event).detail, t("find.taken")),
    )
    if (this.#moving) this.#search()
    else await this.#goOn(patient)
  }

  /** Goes on with what was held when the page was loaded again. @param {string | null} patient */
  async #goOn(patient) {
    const path = /** @type {"/v1/holds"} */ (`/v1/holds${patient ? `?patient=${encodeURIComponent(patient)}` : ""}`)
    const held = await get(path).catch(() => null)
    if (held?.items.length && !this.#wish && !this.left.aborted) this.#showHeld(held.items[0])
  }

  /** @param {Hold} hold */
  #showHeld(hold) {
    this.#results.replaceChildren(Object.assign(document.createElement("held-slot"), { known: this.#known, hold }))
  }

  /** @param {string} patient */
  #direct(patient) {
    return Object.assign(document.createElement("direct-booking"), { known: this.#known, patient })
  }

  async #search() {
    const wish = this.#form.wish
    this.#wish = wish
    this.#results.setAttribute("aria-busy", "true")
    announce(t("find.looking"))
    try {
      const found = await post("/v1/suggestions", wish)
      // Asked again, or chosen, meanwhile: this answer is to an older question.
      if (this.#wish === wish) this.#show(found)
    } catch (error) {
      if (this.#wish === wish) this.#results.replaceChildren(trouble(error))
    }
    if (this.#wish === wish) this.#results.removeAttribute("aria-busy")
  }

  /** @param {Pick<Suggestions, "items"> & Partial<Suggestions>} suggestions @param {string} [note] */
  #show(suggestions, note) {
    const results = Object.assign(document.createElement("slot-results"), { known: this.#known, suggestions })
    const wait = h("button", { type: "button", onclick: () => this.#wait() }, t("find.wait"))
    this.#results.replaceChildren(
      ...[note && h("p", { class: "notice warm", role: "alert" }, note), results, h("div", {}, wait)].filter(Boolean),
    )
    announce(note ?? t("find.count", { n: suggestions.items.length }))
    // On a phone the results are below the form.
    if (this.#results.getBoundingClientRect().top > innerHeight * 0.7) this.#results.scrollIntoView()
  }

  /** @param {SuggestionsItem} item */
  #chosen({ slot, slots = [] }) {
    // Whatever is still being looked for must not take its place.
    this.#wish = { ...this.#wish }
    if (this.#moving) return this.#move(slot)
    return slots.length > 1 ? this.#bookTogether(slots) : this.#hold(slot)
  }

  /** Keeps the chosen slot while the patient makes up their mind. @param {Slot} slot */
  async #hold({ appointmentType, practitioner, start }) {
    try {
      const hold = await post("/v1/holds", { appointmentType, practitioner, start, patient: this.#whom })
      this.#showHeld(hold)
    } catch (error) {
      this.#lost(error)
    }
  }

  /** Books a series or a bundle: all of it or nothing. @param {Slot[]} slots */
  async #bookTogether(slots) {
    const [first] = slots
    const isSeries = slots.every((one) =>
      one.appointmentType === first.appointmentType && one.practitioner === first.practitioner
    )
    /** @type {NewAppointment} */
    const wish = isSeries ?
      {
        patient: this.#whom,
        appointmentType: first.appointmentType,
        practitioner: first.practitioner,
        starts: slots.map((one) => one.start),
      } :
      {
        patient: this.#whom,
        bundle: slots.map(({ appointmentType, practitioner, start }) => ({ appointmentType, practitioner, start })),
      }
    const list = h(
      "ul",
      {},
      slots.map((slot) =>
        h(
          "li",
          {},
          `${dayAndTime(slot.start, zoneOf(this.#known, slot.practitioner))} · ${
            nameOf(this.#known.practitioners, slot.practitioner)
          }`,
        )
      ),
    )
    if (!(await ask(t("find.bookAll", { n: slots.length }), list, t("find.bookYes"), t("hold.release")))) return
    try {
      const booked = await post("/v1/appointments", wish, this.#series.keyFor(wish))
      this.#series.had()
      this.#booked(slots.map((slot) => ({ ...booked, ...slot })))
    } catch (error) {
      this.#lost(error)
    }
  }

  /** @param {Slot} slot */
  async #move({ practitioner, start }) {
    try {
      const path = /** @type {const} */ (`/v1/appointments/${encodeURIComponent(this.#moving?.id ?? "")}/rescheduling`)
      const { data } = await request("POST", path, { body: { practitioner, start }, key: newKey() })
      toast(t("mine.moved", { when: dayAndTime(data.start, data.zone) }))
      if (!this.left.aborted) go(this.#isPatient ? "/appointments" : "/week")
    } catch (error) {
      this.#lost(error)
    }
  }

  /** @param {any} error */
  #lost(error) {
    if (error instanceof Problem && error.body.suggestions) {
      this.#show({ items: error.body.suggestions }, t("find.taken"))
    } else this.#results.prepend(trouble(error))
  }

  /** @param {Pick<Appointment, "status" | "appointmentType" | "practitioner" | "start">[]} appointments */
  #booked(appointments) {
    const lines = appointments.map((one) => ({
      what: nameOf(this.#known.types, one.appointmentType),
      when: dayAndTime(one.start, zoneOf(this.#known, one.practitioner)),
    }))
    const said = appointments[0].status === "pending" ?
      t("book.pending") :
      lines.length > 1 ?
      t("book.all", { n: lines.length }) :
      t("book.done", lines[0])
    this.#results.replaceChildren(
      h(
        "div",
        { class: "card stack" },
        h("h2", { tabindex: -1 }, said),
        lines.length > 1 && h("ul", {}, lines.map((line) => h("li", {}, `${line.what}, ${line.when}`))),
        this.#isPatient && h("a", { class: "button primary", href: "/appointments" }, t("book.see")),
        this.#isPatient && pushOffer(),
      ),
    )
    this.#results.querySelector("h2")?.focus()
    announce(said)
  }

  async #wait() {
    const { appointmentType, patient, earliest, latest } = this.#wish ?? this.#form.wish
    await attempt(async () => {
      await post("/v1/waitlist-entries", { patient, appointmentType, earliest, latest, appointment: this.#moving?.id })
      toast(t("find.waiting"))
    })
  }
}

customElements.define("view-find", FindView)
