/** @import { Patient } from "contract" */
import { attempt } from "../app/attempt.js"
import { all, get, intention, post } from "../app/api.js"
import { field, h, options, single } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { session } from "../app/session.js"

/** <new-thread>: the first message of a conversation. Dispatches `thread-begun` with it, and `thread-dropped`. */
export class NewThread extends HTMLElement {
  #known
  #whom = h("select", { required: true })
  #who = h("select", {})
  #subject = h("input", { required: true, maxlength: 200 })
  #text = h("textarea", { rows: 6, required: true, maxlength: 4000 })
  #wish = intention()

  /** @param {import("../app/directory.js").Directory} known */
  constructor(known) {
    super()
    this.#known = known
  }

  async connectedCallback() {
    const isPatient = session.account?.role === "patient"
    this.append(
      h(
        "form",
        { class: "card stack", onsubmit: single(() => this.#send()) },
        h("h2", { tabindex: -1 }, t("messages.new")),
        isPatient ? h("p", { class: "notice warm" }, t("messages.notUrgent")) : this.#search(),
        field(isPatient ? t("messages.for") : t("messages.patient"), this.#whom),
        isPatient && field(t("messages.to"), this.#who),
        field(t("messages.subject"), this.#subject),
        field(t("messages.text"), this.#text),
        h(
          "div",
          { class: "row" },
          h("button", { class: "primary" }, t("messages.send")),
          h("button", {
            type: "button",
            class: "quiet",
            onclick: () => this.dispatchEvent(new CustomEvent("thread-dropped", { bubbles: true })),
          }, t("later")),
        ),
      ),
    )
    this.querySelector("h2")?.focus()
    if (isPatient) await attempt(() => this.#offerOwn())
  }

  /** Oneself and whom one acts for; practitioners who see them, and the desk. */
  async #offerOwn() {
    const ids = [session.account?.patient, ...(session.account?.dependants ?? [])]
    const people = await Promise.all(
      ids.flatMap((id) => id ? [get(`/v1/patients/${encodeURIComponent(id)}`)] : []),
    )
    this.#whom.append(...options(people))
    const seen = new Set((await all("/v1/appointments")).map((one) => one.practitioner))
    this.#who.append(
      h("option", { value: "" }, t("messages.desk")),
      ...options(this.#known.practitioners.filter((one) => seen.has(one.id))),
    )
  }

  /** Staff look for whom they write to. */
  #search() {
    const text = h("input", { type: "search", maxlength: 100 })
    const find = () =>
      attempt(async () => {
        const { items } = await get(`/v1/patients?limit=20&query=${encodeURIComponent(text.value.trim())}`)
        this.#whom.replaceChildren(...options(items.map((/** @type {Patient} */ one) => ({
          id: one.id,
          name: [one.name, one.birthDate].filter(Boolean).join(", "),
        }))))
      })
    text.addEventListener("change", find)
    return h("div", {}, field(t("desk.search"), text), h("button", { type: "button", onclick: find }, t("desk.find")))
  }

  async #send() {
    const body = {
      patient: this.#whom.value,
      subject: this.#subject.value,
      text: this.#text.value,
      ...(this.#who.value ? { practitioner: this.#who.value } : {}),
    }
    await attempt(async () => {
      const thread = await post("/v1/threads", body, this.#wish.keyFor(body))
      this.#wish.had()
      this.dispatchEvent(new CustomEvent("thread-begun", { detail: thread, bubbles: true }))
    })
  }
}

customElements.define("new-thread", NewThread)
