/** @import { ContactPreferences } from "contract" */
import { attempt } from "../app/attempt.js"
import { get, request } from "../app/api.js"
import { complain, field, h, single, toast } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { trouble } from "../app/view.js"
import { PushSwitch } from "./push-switch.js"
import { chips } from "./wish-fields.js"

/** @typedef {ContactPreferences["channels"][number]} Channel */
const CHANNELS = /** @type {Channel[]} */ (["email", "sms"])
const LANGUAGES = /** @type {const} */ (["en", "de"])

/** <contact-choices>: how a patient hears of their appointments, in which language, and when not. */
export class ContactChoices extends HTMLElement {
  #path
  #etag = ""
  #hasPush = false
  #ways = CHANNELS.map((value) => h("input", { type: "checkbox", value }))
  #first = h("select", {})
  #language = h("select", {}, LANGUAGES.map((value) => h("option", { value, lang: value }, t(`contact.${value}`))))
  #from = h("input", { type: "time", step: 60 })
  #to = h("input", { type: "time", step: 60 })

  /** @param {string} patient */
  constructor(patient) {
    super()
    this.#path = /** @type {const} */ (`/v1/patients/${encodeURIComponent(patient)}`)
  }

  connectedCallback() {
    this.addEventListener("push-turned", () => this.#follow())
    this.#load()
  }

  async #load() {
    try {
      const [{ data, etag }, patient] = await Promise.all([
        request("GET", `${this.#path}/contact-preferences`),
        get(this.#path),
      ])
      this.#etag = etag ?? ""
      this.#draw(data, { email: patient.email ?? "", sms: patient.phone ?? "" })
    } catch (error) {
      this.replaceChildren(trouble(error))
    }
  }

  /** What this browser's switch changed; what somebody is about to change stays as they have it. */
  async #follow() {
    await attempt(async () => {
      const { data, etag } = await request("GET", `${this.#path}/contact-preferences`)
      this.#etag = etag ?? ""
      this.#hasPush = data.channels.includes("push")
      this.#order(this.#hasPush ? data.channels[0] : this.#first.value)
    })
  }

  /** @param {ContactPreferences} choices @param {Record<string, string>} addresses */
  #draw({ channels, quietHours, language }, addresses) {
    this.#hasPush = channels.includes("push")
    for (const box of this.#ways) {
      box.checked = channels.includes(box.value)
      box.onchange = () => this.#order(this.#first.value)
    }
    this.#order(channels[0])
    this.#language.value = language
    this.#from.value = quietHours?.start ?? ""
    this.#to.value = quietHours?.end ?? ""
    if (this.querySelector("form")) return
    this.replaceChildren(
      h("div", { class: "stack" }, this.#form(addresses), h("h3", {}, t("push.title")), new PushSwitch()),
    )
  }

  /** @param {Record<string, string>} addresses */
  #form(addresses) {
    const to = (/** @type {number} */ index) => addresses[CHANNELS[index]] || t("contact.none")
    return h(
      "form",
      { class: "stack", onsubmit: single(() => this.#save()) },
      chips(t("contact.ways"), this.#ways, (index) => `${t(`channel.${CHANNELS[index]}`)}: ${to(index)}`),
      field(t("contact.first"), this.#first),
      field(t("contact.language"), this.#language),
      h(
        "div",
        { class: "row" },
        field(t("contact.from"), this.#from),
        field(t("contact.to"), this.#to),
      ),
      h("p", { class: "small muted" }, t("contact.quiet")),
      h("button", { class: "primary" }, t("profile.save")),
    )
  }

  /** What may be tried first is what is allowed. @param {string | undefined} chosen */
  #order(chosen) {
    const ways = this.#allowed()
    this.#first.replaceChildren(
      ...ways.map((value) => h("option", { value }, t(`channel.${value}`))),
    )
    this.#first.disabled = ways.length < 2
    if (chosen && ways.includes(/** @type {Channel} */ (chosen))) this.#first.value = chosen
  }

  #allowed() {
    const ways = CHANNELS.filter((_, index) => this.#ways[index].checked)
    return this.#hasPush ? [/** @type {Channel} */ ("push"), ...ways] : ways
  }

  async #save() {
    const [start, end] = [this.#from.value, this.#to.value]
    complain(this.#to, Boolean(start) === Boolean(end) && (start !== end || !start) ? undefined : t("contact.both"))
    if (this.#to.getAttribute("aria-invalid") === "true") return
    const ways = this.#allowed()
    const first = /** @type {Channel} */ (this.#first.value)
    const isKept = await attempt(async () => {
      const { etag } = await request("PUT", `${this.#path}/contact-preferences`, {
        body: {
          channels: ways.includes(first) ? [first, ...ways.filter((one) => one !== first)] : ways,
          language: this.#language.value,
          ...(start ? { quietHours: { start, end } } : {}),
        },
        match: this.#etag,
      })
      this.#etag = etag ?? ""
      toast(t("profile.saved"))
    })
    // Somebody else may have changed it meanwhile: it is theirs that is shown then.
    if (!isKept) await this.#load()
  }
}

customElements.define("contact-choices", ContactChoices)
