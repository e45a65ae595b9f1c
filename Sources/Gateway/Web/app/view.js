import { h } from "./dom.js"
import { explain, t } from "./i18n.js"

/** What went wrong, in the place where something would have been. @param {any} error */
export const trouble = (error) => h("p", { class: "notice bad", role: "alert" }, explain(error))

/** A page of the app. What goes wrong while it opens is said in its place, with a way to try again. */
export class View extends HTMLElement {
  #left = new AbortController()

  /** Ends when the page is left; for what it listens to. */
  get left() {
    return this.#left.signal
  }

  async connectedCallback() {
    try {
      await this.open()
      const heading = this.querySelector("h1")?.textContent
      if (heading && this.isConnected) document.title = `${heading} · Slotwise`
    } catch (error) {
      const again = () => dispatchEvent(new Event("slotwise-again"))
      this.replaceChildren(
        h(
          "div",
          { class: "stack" },
          trouble(error),
          h("div", {}, h("button", { type: "button", onclick: again }, t("again"))),
        ),
      )
    }
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** Shows the page. @returns {void | Promise<void>} */
  open() {}
}
