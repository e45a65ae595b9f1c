/** @import { NewAppointment } from "contract" */
import { newKey, post, Problem } from "../app/api.js"
import { clockOf, dateAt, instantAt, minutesAt, minutesOf } from "../app/calendar.js"
import { complain, field, h, options, single } from "../app/dom.js"
import { zoneOf } from "../app/directory.js"
import { explain, t } from "../app/i18n.js"

/**
 * <direct-booking>: staff put a patient at a time they name, such as now for a walk-in; over another with a reason.
 *
 * Dispatches `slot-booked`, or `slot-lost` with what is free instead.
 */
class DirectBooking extends HTMLElement {
  /** @type {import("../app/directory.js").Directory} */
  known = /** @type {any} */ (null)
  patient = ""
  #what = h("select", { required: true })
  #who = h("select", { required: true })
  #date = h("input", { type: "date", required: true })
  #time = h("input", { type: "time", required: true, step: 60 })
  #reason = h("input", { maxlength: 200 })
  // The same for every try: a booking that was not answered is not made twice.
  #key = newKey()

  connectedCallback() {
    const query = new URLSearchParams(location.search)
    this.#what.append(...options(this.known.types))
    this.#who.append(...options(this.known.practitioners))
    this.#who.value = query.get("practitioner") ?? this.known.practitioners[0]?.id ?? ""
    this.#now(query.get("start"))
    this.append(
      h(
        "details",
        { class: "card", open: query.has("start") },
        h("summary", { class: "strong" }, t("direct.title")),
        h(
          "form",
          {
            class: "stack",
            onsubmit: single((/** @type {Event} */ event) => this.#send(event)),
            onchange: () => {
              this.#key = newKey()
            },
          },
          h("p", { class: "small muted" }, t("direct.text")),
          field(t("agenda.what"), this.#what),
          field(t("agenda.who"), this.#who),
          h("div", { class: "row" }, field(t("agenda.date"), this.#date), field(t("agenda.time"), this.#time)),
          field(t("direct.reason"), this.#reason, t("direct.hint")),
          h("button", { class: "primary" }, t("direct.book")),
        ),
      ),
    )
  }

  /** @param {string | null} [start] */
  #now(start) {
    const zone = zoneOf(this.known, this.#who.value)
    const instant = start ?? new Date()
    this.#date.value = dateAt(instant, zone)
    this.#time.value = clockOf(
      start ? minutesAt(instant, zone) : Math.min(Math.ceil(minutesAt(instant, zone) / 5) * 5, 1435),
    )
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault()
    complain(this.#time)
    const start = instantAt(this.#date.value, minutesOf(this.#time.value), zoneOf(this.known, this.#who.value))
    if (!start) return complain(this.#time, t("week.skipped", { time: this.#time.value }))
    /** @type {NewAppointment} */
    const wish = { patient: this.patient, appointmentType: this.#what.value, practitioner: this.#who.value, start }
    if (this.#reason.value.trim()) wish.overbookReason = this.#reason.value.trim()
    try {
      const booked = await post("/v1/appointments", wish, this.#key)
      this.dispatchEvent(new CustomEvent("slot-booked", { detail: booked, bubbles: true }))
    } catch (error) {
      complain(this.#time, explain(error))
      if (error instanceof Problem && error.body.suggestions) {
        this.dispatchEvent(new CustomEvent("slot-lost", { detail: { items: error.body.suggestions }, bubbles: true }))
      }
    }
  }
}

customElements.define("direct-booking", DirectBooking)
