import { attempt } from "../../app/attempt.js"
import { request } from "../../app/api.js"
import { h, single, toast } from "../../app/dom.js"
import { directory } from "../../app/directory.js"
import { t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"
import { WishFields } from "../../components/wish-fields.js"

/** Standing wishes of a patient: every search begins with them. */
class ProfileView extends View {
  #etag = ""
  #wishes = /** @type {any} */ (null)

  async open() {
    const [known, { data, etag }] = await Promise.all([directory(), request("GET", this.#path)])
    this.#etag = etag ?? ""
    this.#wishes = new WishFields(known)
    this.#wishes.value = data.preferences
    this.replaceChildren(
      h(
        "form",
        { class: "stack narrow", onsubmit: single((/** @type {Event} */ event) => this.#save(event)) },
        h("h1", {}, t("profile.title")),
        h("p", { class: "muted" }, t("profile.text")),
        this.#wishes.controls(),
        h("button", { class: "primary" }, t("profile.save")),
      ),
    )
  }

  get #path() {
    return /** @type {const} */ (`/v1/patients/${encodeURIComponent(session.account?.patient ?? "")}`)
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault()
    await attempt(async () => {
      const { etag } = await request("PUT", `${this.#path}/preferences`, {
        body: this.#wishes.value,
        match: this.#etag,
      })
      this.#etag = etag ?? ""
      toast(t("profile.saved"))
    })
  }
}

customElements.define("view-profile", ProfileView)
