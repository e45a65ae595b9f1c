/** @import { Appointment, Offer } from "contract" */
/** @import { Directory } from "../../app/directory.js" */
import { get, post } from "../../app/api.js"
import { h, single, toast } from "../../app/dom.js"
import { directory, nameOf, zoneOf } from "../../app/directory.js"
import { dayAndTime, ownTime } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { bearerToken } from "../../app/navigation.js"
import { trouble, View } from "../../app/view.js"

/** What is answered of an offer that was answered before, has ended, or whose place is gone. */
const OVER = [404, 409, 410]

/** A place that is kept for somebody, answered with a signed link and without signing in; opening the page changes nothing. */
class OfferView extends View {
  #path = /** @type {const} */ (`/v1/offer-links/${bearerToken("/offer")}`)

  async open() {
    this.append(h("p", { class: "muted" }, t("loading")))
    try {
      const offer = /** @type {Offer} */ (await get(this.#path))
      this.#ask(offer, await directory())
    } catch (error) {
      // What may pass can be tried again, in the page's own way.
      if (!OVER.includes(/** @type {any} */ (error).status)) throw error
      this.#show(t("offer.title"), trouble(error), h("p", {}, t("offer.over")), signIn())
    }
  }

  /** @param {string} title @param {(Node | string)[]} parts */
  #show(title, ...parts) {
    this.replaceChildren(h("div", { class: "stack narrow" }, h("h1", { tabindex: -1 }, title), parts))
  }

  /** @param {Offer} offer @param {Directory} known */
  #ask(offer, known) {
    const zone = zoneOf(known, offer.slot.practitioner)
    const own = offer.instead
    const answer = single((/** @type {Event} */ _event, /** @type {() => Promise<void>} */ act) => this.#answer(act))
    const [accept, decline] = [() => this.#accept(known), () => this.#decline()].map(
      (act) => (/** @type {Event} */ event) => answer(event, act),
    )
    this.#show(
      t("offer.title"),
      h(
        "article",
        { class: "card stack" },
        ...place(offer.slot, zone, known),
        own ?
          h(
            "p",
            { class: "notice" },
            t("offer.instead", {
              when: dayAndTime(own.start, zoneOf(known, own.practitioner)),
              who: nameOf(known.practitioners, own.practitioner),
            }),
          ) :
          "",
        h("p", {}, t("offer.until", { until: dayAndTime(offer.expiresAt, zone) })),
        h(
          "div",
          { class: "row" },
          h("button", { type: "button", class: "primary", onclick: accept }, t("mine.accept")),
          h("button", { type: "button", onclick: decline }, t("mine.decline")),
        ),
      ),
    )
  }

  /** @param {Directory} known */
  async #accept(known) {
    const taken = /** @type {Appointment} */ (await post(`${this.#path}/acceptance`))
    const facts = h("article", { class: "card stack" }, ...place(taken, taken.zone, known))
    this.#show(t("offer.taken"), facts, h("p", {}, t("offer.follows")), signIn())
  }

  async #decline() {
    await post(`${this.#path}/refusal`)
    this.#show(t("offer.left"), h("p", {}, t("offer.waitsOn")), signIn())
  }

  /** What may pass can be tried again; what is over is said so. @param {() => Promise<void>} act */
  async #answer(act) {
    try {
      await act()
    } catch (error) {
      if (!OVER.includes(/** @type {any} */ (error).status)) return toast(explain(error))
      this.#show(t("offer.title"), trouble(error), h("p", {}, t("offer.over")), signIn())
    }
    this.querySelector("h1")?.focus()
  }
}

/** @param {{appointmentType: string, practitioner: string, start: string}} one @param {string} zone @param {Directory} known */
const place = (one, zone, known) => [
  h(
    "div",
    { class: "big" },
    h("time", { datetime: one.start }, dayAndTime(one.start, zone)),
    h("span", { class: "small muted" }, ` ${ownTime(one.start, zone) ?? ""}`),
  ),
  h("p", {}, `${nameOf(known.types, one.appointmentType)} · ${nameOf(known.practitioners, one.practitioner)}`),
]

const signIn = () => h("p", {}, h("a", { href: "/sign-in" }, t("nav.signIn")))

customElements.define("view-offer", OfferView)
