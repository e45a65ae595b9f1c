/** @import { Profile } from "contract" */
import { attempt } from "../app/attempt.js"
import { request } from "../app/api.js"
import { field, h, single, toast } from "../app/dom.js"
import { languageName } from "../app/format.js"
import { t } from "../app/i18n.js"
import { chips } from "./wish-fields.js"

/** Languages that are offered; whatever else somebody has said before is offered to them as well. */
const SPOKEN = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "tr", "ar", "fa", "zh", "vi", "hi"]

/** How a practitioner is introduced to patients: languages and a few words. */
export class IntroductionForm extends HTMLElement {
  #path
  #etag = ""
  #text = h("textarea", { rows: 4, maxlength: 2000 })
  /** @type {any[]} */
  #languages = []

  /** @param {string} practitioner */
  constructor(practitioner) {
    super()
    this.#path = /** @type {const} */ (`/v1/practitioners/${encodeURIComponent(practitioner)}/profile`)
  }

  async connectedCallback() {
    await attempt(async () => this.#draw(await request("GET", this.#path)), this)
  }

  /** @param {{data: Profile, etag: string | null}} profile */
  #draw({ data, etag }) {
    this.#etag = etag ?? ""
    this.#text.value = data.text
    const tags = [...new Set([...SPOKEN, ...data.languages])]
    this.#languages = tags.map((tag) =>
      h("input", { type: "checkbox", value: tag, checked: data.languages.includes(tag) })
    )
    this.replaceChildren(
      h(
        "form",
        { class: "stack", onsubmit: single((/** @type {Event} */ event) => this.#save(event)) },
        chips(t("about.languages"), this.#languages, (index) => languageName(tags[index])),
        field(t("about.words"), this.#text),
        h("button", { class: "primary" }, t("about.save")),
      ),
    )
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault()
    await attempt(async () => {
      const body = {
        languages: this.#languages.filter((box) => box.checked).map((box) => box.value),
        // One paragraph, however it was typed.
        text: this.#text.value.trim().replace(/\s+/g, " "),
      }
      this.#etag = (await request("PUT", this.#path, { body, match: this.#etag })).etag ?? ""
      toast(t("about.saved"))
    })
  }
}

customElements.define("introduction-form", IntroductionForm)
