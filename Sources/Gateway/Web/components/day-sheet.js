import { attempt } from "../app/attempt.js"
import { get, request } from "../app/api.js"
import { field, h, single, toast } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { trouble } from "../app/view.js"

/** When it is told first. */
const USUAL = "18:00"

/** <day-sheet>: whether a practitioner is told by mail what the next day holds, and when. */
export class DaySheet extends HTMLElement {
  #isOn = h("input", { type: "checkbox", onchange: () => this.#show() })
  #at = h("input", { type: "time", required: true, max: "23:00", value: USUAL })
  #save = h("button", { class: "primary", disabled: true }, t("profile.save"))

  connectedCallback() {
    this.append(
      h(
        "form",
        { class: "card stack", onsubmit: single(() => this.#keep()) },
        h("h2", {}, t("sheet.title")),
        h("p", { class: "muted" }, t("sheet.text")),
        h("label", { class: "row" }, this.#isOn, t("sheet.on")),
        field(t("sheet.at"), this.#at),
        h("div", { class: "row" }, this.#save),
      ),
    )
    this.#isOn.disabled = this.#at.disabled = true
    get("/v1/day-sheet").then(({ at }) => {
      this.#isOn.checked = at !== undefined
      this.#at.value = at ?? USUAL
      this.#isOn.disabled = this.#save.disabled = false
      this.#show()
    }, (error) => this.append(trouble(error)))
  }

  #show() {
    this.#at.disabled = !this.#isOn.checked
  }

  async #keep() {
    const body = this.#isOn.checked ? { at: this.#at.value } : {}
    if (await attempt(() => request("PUT", "/v1/day-sheet", { body }))) toast(t("profile.saved"))
  }
}

customElements.define("day-sheet", DaySheet)
