import { attempt } from "../app/attempt.js"
import { get, request } from "../app/api.js"
import { field, h, single, toast } from "../app/dom.js"
import { t } from "../app/i18n.js"

/** When it is told first. */
const USUAL = "18:00"

/** <day-sheet>: whether a practitioner is told by mail what the next day holds, and when. */
export class DaySheet extends HTMLElement {
  #isOn = h("input", { type: "checkbox", onchange: () => this.#show() })
  #at = h("input", { type: "time", required: true, value: USUAL })

  connectedCallback() {
    this.append(
      h(
        "form",
        { class: "card stack", onsubmit: single(() => this.#save()) },
        h("h2", {}, t("sheet.title")),
        h("p", { class: "muted" }, t("sheet.text")),
        h("label", { class: "row" }, this.#isOn, t("sheet.on")),
        field(t("sheet.at"), this.#at),
        h("div", { class: "row" }, h("button", { class: "primary" }, t("profile.save"))),
      ),
    )
    this.#show()
    attempt(async () => {
      const { at } = await get("/v1/day-sheet")
      this.#isOn.checked = at !== undefined
      this.#at.value = at ?? USUAL
      this.#show()
    })
  }

  #show() {
    this.#at.disabled = !this.#isOn.checked
  }

  async #save() {
    const body = this.#isOn.checked ? { at: this.#at.value } : {}
    if (await attempt(() => request("PUT", "/v1/day-sheet", { body }))) toast(t("profile.saved"))
  }
}

customElements.define("day-sheet", DaySheet)
