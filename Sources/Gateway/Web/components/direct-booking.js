/** @import { NewAppointment } from "contract" */
import { newKey, post, Problem } from "../app/api.js"
import { clockOf, dateAt, instantAt, minutesAt, minutesOf } from "../app/calendar.js"
import { complain, field, h, options, single } from "../app/dom.js"
import { zoneOf } from "../app/directory.js"
import { explain, t } from "../app/i18n.js"
import { chips } from "./wish-fields.js"

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
  #reason = h("input", { maxlength: 200, oninput: () => this.#allow() })
  /** What may be occupied twice beside the practitioner, and only if it is said. */
  #also = /** @type {const} */ (["patient", "equipment"]).map((value) => h("input", { type: "checkbox", value }))
  #over = h("div", { hidden: true })
  // The same for every try: a booking that was not answered is not made twice.
  #key = newKey()

  connectedCallback() {
    const query = new URLSearchParams(location.search)
    this.#what.append(...options(this.known.types))
    this.#who.append(...options(this.known.practitioners))
    this.#who.value = query.get("practitioner") ?? this.known.practitioners[0]?.id ?? ""
    this.#now(query.get("start"))
    this.#over.append(chips(t("direct.also"), this.#also, (index) => t(`direct.${this.#also[index].value}`)))
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
          this.#over,
          h("button", { class: "primary" }, t("direct.book")),
        ),
      ),
    )
  }

  /** Whoever books over another may say what else is then in two places. */
  #allow() {
    this.#over.hidden = !this.#reason.value.trim()
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
    if (this.#reason.value.trim()) {
      const also = this.#also.filter((one) => one.checked)
      wish.overbookReason = this.#reason.value.trim()
      wish.overbookAlso = also.map((one) => /** @type {"patient" | "equipment"} */ (one.value))
    }
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
