/** @import { Patient } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post, Problem } from "../../app/api.js"
import { directory } from "../../app/directory.js"
import { ask, field, h, single, toast } from "../../app/dom.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { View } from "../../app/view.js"
import { CallList } from "../../components/call-list.js"

/** Somebody is on the phone or at the counter: found or registered, then booked. */
class DeskView extends View {
  #search = h("input", { type: "search", required: true, maxlength: 100 })
  #name = h("input", { required: true, maxlength: 200 })
  #phone = h("input", { type: "tel", maxlength: 60 })
  #born = h("input", { type: "date" })
  #calls = h("div", {})
  #found = h("div", { class: "stack tight", "aria-live": "polite" })

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("desk.title")),
        h(
          "div",
          { class: "split" },
          h(
            "div",
            { class: "stack" },
            h(
              "form",
              {
                class: "card stack",
                role: "search",
                onsubmit: single((/** @type {Event} */ event) => this.#find(event)),
              },
              field(t("desk.search"), this.#search),
              h("button", { class: "primary" }, t("desk.find")),
            ),
            h(
              "form",
              { class: "card stack", onsubmit: single((/** @type {Event} */ event) => this.#add(event)) },
              h("h2", {}, t("desk.new")),
              field(t("clinic.name"), this.#name),
              field(t("desk.phone"), this.#phone),
              field(t("desk.born"), this.#born),
              h("button", {}, t("desk.add")),
            ),
          ),
          h("div", { class: "stack" }, this.#found, this.#calls),
        ),
      ),
    )
    this.#search.focus()
    this.#calls.append(new CallList(await directory()))
  }

  /** Goes on with the patient, at the place that was chosen in the week grid if there was one. @param {string} patient */
  #book(patient) {
    if (this.left.aborted) return
    const query = new URLSearchParams(location.search)
    query.set("patient", patient)
    go(`/find?${query}`)
  }

  /** @param {Event} event */
  async #find(event) {
    event.preventDefault()
    await attempt(async () => {
      const { items } = await get(`/v1/patients?limit=20&query=${encodeURIComponent(this.#search.value.trim())}`)
      this.#found.replaceChildren(
        h("h2", {}, items.length ? t("desk.found", { n: items.length }) : t("desk.none")),
        ...items.map((one) =>
          this.#card(
            one,
            [one.birthDate, one.phone, one.email].filter(Boolean).join(" · "),
            h("button", {
              type: "button",
              class: "quiet",
              "aria-label": `${t("desk.cancelAll")}: ${one.name}`,
              onclick: () => this.#cancelAll(one),
            }, t("desk.cancelAll")),
          )
        ),
      )
    })
  }

  /** Somebody who can be booked for. @param {{id: string, name: string}} one @param {string} about @param {...any} more */
  #card(one, about, ...more) {
    return h(
      "article",
      { class: "card row spread" },
      h("div", {}, h("div", { class: "strong" }, one.name), h("div", { class: "muted small" }, about)),
      h(
        "div",
        { class: "row" },
        more,
        h("button", {
          type: "button",
          class: "primary",
          "aria-label": `${t("desk.book")}: ${one.name}`,
          onclick: () => this.#book(one.id),
        }, t("desk.book")),
      ),
    )
  }

  /** Everything of a patient that is to come, with what they hold and wait for. @param {Patient} patient */
  async #cancelAll({ id, name }) {
    if (
      !(await ask(
        t("desk.cancelAllAsk", { name }),
        h("p", {}, t("desk.cancelAllText")),
        t("mine.cancelYes"),
        t("mine.cancelNo"),
      ))
    ) return
    await attempt(async () => {
      const { items } = await post(`/v1/patients/${encodeURIComponent(id)}/cancellation`, { reason: "desk" })
      toast(t("desk.cancelledAll", { n: items.length }))
    })
  }

  /** @param {Event} event */
  async #add(event) {
    event.preventDefault()
    await this.#register(false)
  }

  /** @param {boolean} isAnotherPerson whether somebody looked at who may be the same */
  async #register(isAnotherPerson) {
    try {
      const made = await post("/v1/patients", {
        name: this.#name.value.trim(),
        ...(this.#phone.value ? { phone: this.#phone.value.trim() } : {}),
        ...(this.#born.value ? { birthDate: this.#born.value } : {}),
        ...(isAnotherPerson ? { isAnotherPerson } : {}),
      })
      this.#book(made.id)
    } catch (error) {
      if (error instanceof Problem && error.kind === "likely-double") this.#choose(error.body.candidates)
      else toast(explain(error))
    }
  }

  /** Who may be the person that was to be registered. @param {{id: string, name: string, birthDate?: string}[]} candidates */
  #choose(candidates) {
    this.#found.replaceChildren(
      h("h2", { tabindex: -1 }, t("desk.doubles")),
      ...candidates.map((one) => this.#card(one, one.birthDate ?? "")),
      h("button", { type: "button", onclick: () => this.#register(true) }, t("desk.another")),
    )
    this.#found.querySelector("h2")?.focus()
  }
}

customElements.define("view-desk", DeskView)
