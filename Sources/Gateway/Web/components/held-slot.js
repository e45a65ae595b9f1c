/** @import { Hold } from "contract" */
import { newKey, post, Problem, remove } from "../app/api.js"
import { announce, complain, field, h } from "../app/dom.js"
import { nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime } from "../app/format.js"
import { explain, t } from "../app/i18n.js"
import { session } from "../app/session.js"

/**
 * <held-slot>: a slot that is kept while somebody makes up their mind, with the time that is left.
 *
 * Dispatches `slot-booked`, `slot-released`, or `slot-lost` with what is free instead.
 */
class HeldSlot extends HTMLElement {
  hold = /** @type {Hold} */ (/** @type {unknown} */ (null))
  /** @type {import("../app/directory.js").Directory} */
  known = /** @type {any} */ (null)
  // The same for every try: a booking that was not answered is not made twice.
  #key = newKey()
  #left = h("span", { class: "timer", role: "timer" })
  #problem = h("p", { class: "notice bad", role: "alert", hidden: true })
  #extend = h("button", { type: "button", onclick: () => this.#more() }, t("hold.extend"))
  #book = h("button", { type: "button", class: "primary", onclick: () => this.#confirm() }, t("hold.book"))
  /** What was mailed when the account was made: an unconfirmed address books nothing. */
  #code = h("input", { required: true, maxlength: 200, autocomplete: "one-time-code", spellcheck: "false" })
  #ticking = 0
  /** Booked or given back. */
  #isSettled = false

  connectedCallback() {
    const { slot } = this.hold
    const when = dayAndTime(slot.start, zoneOf(this.known, slot.practitioner))
    this.append(
      h(
        "section",
        { class: "card stack", "aria-labelledby": "held" },
        h("h2", { id: "held", tabindex: -1 }, t("hold.title")),
        h("p", { class: "big" }, when),
        h(
          "p",
          {},
          `${nameOf(this.known.types, slot.appointmentType)} · ${
            nameOf(this.known.practitioners, slot.practitioner)
          } · ${nameOf(this.known.locations, slot.location)}`,
        ),
        h("p", { class: "muted" }, this.#left),
        this.#problem,
        this.#mustConfirm && field(t("reset.code"), this.#code, t("hold.confirm")),
        h(
          "div",
          { class: "row" },
          this.#book,
          this.#extend,
          h("button", { type: "button", class: "quiet", onclick: () => this.#release() }, t("hold.release")),
        ),
      ),
    )
    ;(this.#mustConfirm ? this.#code : this.querySelector("h2"))?.focus()
    this.#tick()
    this.#ticking = window.setInterval(() => this.#tick(), 1000)
    announce(`${t("hold.title")}: ${when}`)
  }

  get #mustConfirm() {
    return session.account?.isVerified === false
  }

  disconnectedCallback() {
    clearInterval(this.#ticking)
    // Whoever goes away without booking keeps nobody else waiting.
    if (!this.#isSettled) remove(`/v1/holds/${encodeURIComponent(this.hold.id)}`).catch(() => null)
  }

  #tick() {
    const seconds = Math.max(0, Math.round((Date.parse(this.hold.expiresAt) - Date.now()) / 1000))
    this.#left.textContent = t("hold.left", {
      time: `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`,
    })
    this.#extend.hidden = !this.hold.canBeExtended
    if (seconds === 60) announce(this.#left.textContent)
    if (seconds > 0) return
    clearInterval(this.#ticking)
    this.#complain(t("hold.over"))
    this.#book.hidden = this.#extend.hidden = true
  }

  /** @param {string} text */
  #complain(text) {
    this.#problem.textContent = text
    this.#problem.hidden = false
  }

  async #more() {
    try {
      this.hold = await post(`/v1/holds/${encodeURIComponent(this.hold.id)}/extension`)
      this.#tick()
    } catch (error) {
      this.#complain(explain(error))
    }
  }

  async #confirm() {
    if (this.#mustConfirm && !(await this.#proveAddress())) return
    this.#book.disabled = true
    try {
      const { id, slot, patient } = this.hold
      const booked = await post(
        "/v1/appointments",
        { hold: id, patient, appointmentType: slot.appointmentType },
        this.#key,
      )
      this.#isSettled = true
      this.dispatchEvent(new CustomEvent("slot-booked", { detail: booked, bubbles: true }))
    } catch (error) {
      if (error instanceof Problem && error.body.suggestions) {
        this.dispatchEvent(
          new CustomEvent("slot-lost", { detail: { items: error.body.suggestions }, bubbles: true }),
        )
      } else this.#complain(explain(error))
    }
    this.#book.disabled = false
  }

  /** Confirms the address with the code that was mailed. */
  async #proveAddress() {
    complain(this.#code)
    if (!this.#code.reportValidity()) return false
    try {
      await post(`/v1/accounts/verifications/${encodeURIComponent(this.#code.value.trim())}`)
      return await session.renew()
    } catch (error) {
      complain(this.#code, explain(error))
      return false
    }
  }

  async #release() {
    this.#isSettled = true
    await remove(`/v1/holds/${encodeURIComponent(this.hold.id)}`).catch(() => null)
    this.dispatchEvent(new CustomEvent("slot-released", { bubbles: true }))
  }
}

customElements.define("held-slot", HeldSlot)
