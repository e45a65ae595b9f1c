/** @import { Appointment, Offer, WaitlistEntry } from "contract" */
import { attempt } from "../../app/attempt.js"
import { all, get, newKey, post, remove } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { ask, h, redraw, toast } from "../../app/dom.js"
import { directory, nameOf, zoneOf } from "../../app/directory.js"
import { live } from "../../app/events.js"
import { dayAndTime, ownTime, ownZone, timeOf } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { looked } from "../../app/looked.js"
import { tone } from "../../app/status.js"
import { keep, recall } from "../../app/offline.js"
import { trouble, View } from "../../app/view.js"
import { calendarButton } from "../../components/calendar-button.js"
import { replacedNote } from "../../components/replaced-note.js"

/** What a patient has booked, is offered and waits for; readable offline. */
class AppointmentsView extends View {
  #load = coalesced(() => this.#refresh())
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** Moves of which it was, or will be, said that they are seen. @type {Set<string>} */
  #seen = new Set()
  /** When what is shown was read, if that was before; 0 for now. */
  #keptAt = 0

  open() {
    this.append(h("p", { class: "muted" }, t("loading")))
    live.addEventListener("book", () => this.#load(), { signal: this.left })
    this.#load()
  }

  async #refresh() {
    try {
      this.#known = await directory()
      const data = await this.#read()
      this.#draw(data)
      this.#see(data.appointments)
    } catch (error) {
      const data = /** @type {any} */ (error).kind === "offline" ? await this.#kept().catch(() => null) : null
      if (data) this.#draw(data)
      else this.replaceChildren(trouble(error))
    }
  }

  async #read() {
    const [appointments, offers, waits] = await Promise.all([
      all("/v1/appointments"),
      get("/v1/offers"),
      get("/v1/waitlist-entries"),
    ])
    const data = { appointments, offers: offers.items, waits: waits.items }
    this.#keptAt = 0
    await keep("appointments", data).catch(() => null)
    return data
  }

  /** Says, once, that moves of the clinic's are seen: when somebody looks at the page. @param {Appointment[]} appointments */
  #see(appointments) {
    for (const { id, start, replaced } of appointments) {
      const move = `${id} ${start}`
      if (!replaced || this.#seen.has(move)) continue
      this.#seen.add(move)
      looked(() => post(`/v1/appointments/${encodeURIComponent(id)}/sight`).catch(() => this.#seen.delete(move)))
    }
  }

  async #kept() {
    const kept = await recall("appointments")
    this.#keptAt = kept?.at ?? 0
    return kept?.data ?? null
  }

  /** @param {{appointments: any[], offers: any[], waits: any[]}} data */
  #draw({ appointments, offers, waits }) {
    const now = new Date().toISOString()
    const next = appointments.filter((one) =>
      one.end > now && ["booked", "pending", "arrived", "checked-in"].includes(one.status)
    )
    const past = appointments.filter((one) => !next.includes(one)).reverse().slice(0, 30)
    const kept = this.#keptAt > 0 &&
      h(
        "p",
        { class: "offline-note", role: "status" },
        t("offline.note", {
          when: dayAndTime(
            new Date(this.#keptAt).toISOString(),
            ownZone,
          ),
        }),
      )
    redraw(
      this,
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("mine.title")),
        kept,
        offers.length > 0 && section(t("mine.offers"), offers.map((one) => this.#offer(one))),
        section(
          t("mine.next"),
          next.length > 0 ? next.map((one) => this.#card(one, true)) : [h(
            "div",
            { class: "card stack" },
            h("p", {}, t("mine.none")),
            h("div", {}, h("a", { class: "button primary", href: "/find" }, t("nav.find"))),
          )],
        ),
        waits.length > 0 && section(t("mine.waits"), waits.map((one) => this.#wait(one))),
        past.length > 0 && section(
          t("mine.past"),
          past.map((one) => this.#card(one, false)),
        ),
      ),
    )
  }

  /** @param {Appointment} one @param {boolean} isNext */
  #card(one, isNext) {
    const own = ownTime(one.start, one.zone)
    const when = dayAndTime(one.start, one.zone)
    const canAct = isNext && !this.#keptAt
    return h(
      "article",
      { class: "card pair", "aria-label": t("mine.moreActions", { when }) },
      h(
        "div",
        { class: "stack tight" },
        h(
          "div",
          { class: "big" },
          h("time", { datetime: one.start }, when),
          own && h("span", { class: "small muted" }, ` ${own}`),
        ),
        h(
          "div",
          {},
          `${nameOf(this.#known.types, one.appointmentType)} · ${nameOf(this.#known.practitioners, one.practitioner)}`,
        ),
        one.replaced && replacedNote(one.replaced, this.#known),
        h("div", {}, h("span", { class: `tag ${tone(one.status)}` }, t(`status.${one.status}`))),
      ),
      canAct && this.#actions(one, when),
    )
  }

  /** @param {Appointment} one @param {string} when */
  #actions(one, when) {
    const [yes, other, no] = one.replaced ?
      ["mine.fine", "mine.another", "mine.declineMove"] :
      ["mine.confirm", "mine.move", "mine.cancel"]
    const isBooked = one.status === "booked"
    return h(
      "div",
      { class: "row" },
      isBooked && h("button", {
        type: "button",
        class: one.replaced ? "primary" : "",
        onclick: () => this.#act(one, "confirmation", t("mine.confirmed")),
      }, t(yes)),
      isBooked && h("a", { class: "button", href: `/find?move=${encodeURIComponent(one.id)}` }, t(other)),
      h("button", { type: "button", class: "danger", onclick: () => this.#cancel(one, when) }, t(no)),
      isBooked && calendarButton(one.id, when),
    )
  }

  /** @param {Appointment} one @param {string} when */
  async #cancel(one, when) {
    if (await ask(t("mine.cancelAsk"), h("p", {}, when), t("mine.cancelYes"), t("mine.cancelNo"), "danger")) {
      await this.#act(one, "cancellation", t("mine.cancelled"), {})
    }
  }

  /** @param {Appointment} one @param {"confirmation" | "cancellation"} action @param {string} said @param {{}} [body] */
  async #act(one, action, said, body) {
    await attempt(async () => {
      await post(`/v1/appointments/${encodeURIComponent(one.id)}/${action}`, body, body && newKey())
      toast(said)
    })
    await this.#load()
  }

  /** @param {Offer} offer */
  #offer(offer) {
    const zone = zoneOf(this.#known, offer.slot.practitioner)
    const answer = async (/** @type {string} */ word) => {
      await attempt(() => post(`/v1/offers/${encodeURIComponent(offer.id)}/${word}`))
      await this.#load()
    }
    return h(
      "article",
      { class: "card row spread" },
      h(
        "p",
        {},
        t("mine.offer", {
          what: nameOf(this.#known.types, offer.slot.appointmentType),
          when: dayAndTime(offer.slot.start, zone),
          until: timeOf(offer.expiresAt, zone),
        }),
      ),
      h(
        "div",
        { class: "row" },
        h(
          "button",
          { type: "button", class: "primary", onclick: () => answer("acceptance") },
          t("mine.accept"),
        ),
        h("button", { type: "button", onclick: () => answer("refusal") }, t("mine.decline")),
      ),
    )
  }

  /** @param {WaitlistEntry} entry */
  #wait(entry) {
    const leave = async () => {
      await attempt(() => remove(`/v1/waitlist-entries/${encodeURIComponent(entry.id)}`))
      await this.#load()
    }
    return h(
      "article",
      { class: "card row spread" },
      h("p", {}, `${nameOf(this.#known.types, entry.appointmentType)} · ${entry.earliest} – ${entry.latest}`),
      h("button", { type: "button", onclick: leave }, t("mine.leave")),
    )
  }
}

/** @param {string} title @param {any[]} children */
const section = (title, children) => h("section", { class: "stack tight" }, h("h2", {}, title), children)

customElements.define("view-appointments", AppointmentsView)
