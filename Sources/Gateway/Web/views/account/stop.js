/** @import { OptOut } from "contract" */
import { post } from "../../app/api.js"
import { h } from "../../app/dom.js"
import { t } from "../../app/i18n.js"
import { bearerToken } from "../../app/navigation.js"
import { trouble, View } from "../../app/view.js"

/** Ends messages by one way, with a link out of one of them; opening the page changes nothing. */
class StopView extends View {
  #token = bearerToken("/stop")

  open() {
    this.append(
      h(
        "div",
        { class: "stack narrow" },
        h("h1", {}, t("stop.title")),
        h("p", {}, t("stop.text")),
        h(
          "div",
          { class: "row" },
          h("button", { type: "button", class: "danger", onclick: () => this.#stop() }, t("stop.yes")),
        ),
      ),
    )
  }

  async #stop() {
    try {
      const { channel } = /** @type {OptOut} */ (await post(`/v1/opt-outs/${this.#token}`))
      this.replaceChildren(
        h(
          "div",
          { class: "stack narrow" },
          h("h1", { tabindex: -1 }, t("stop.done")),
          h("p", {}, t(`stop.${channel}`)),
          h("p", {}, t("stop.again")),
        ),
      )
      this.querySelector("h1")?.focus()
    } catch (error) {
      this.append(trouble(error))
    }
  }
}

customElements.define("view-stop", StopView)
