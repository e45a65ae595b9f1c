import { post } from "../../app/api.js"
import { complain, field, h, single, toast } from "../../app/dom.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { View } from "../../app/view.js"

/** Somebody forgot their password: asks for a code, then sets another with the code or with a link that holds it. */
class ResetView extends View {
  #email = h("input", { type: "email", autocomplete: "username", required: true })
  #code = h("input", { required: true, maxlength: 200, autocomplete: "one-time-code", spellcheck: "false" })
  #password = h("input", {
    type: "password",
    autocomplete: "new-password",
    required: true,
    minlength: 8,
    maxlength: 256,
  })

  open() {
    this.#code.value = new URLSearchParams(location.search).get("token") ?? history.state?.token ?? ""
    // What stands in the address bar is seen by others.
    if (this.#code.value) history.replaceState({ token: this.#code.value }, "", "/reset")
    this.append(
      h(
        "div",
        { class: "stack narrow" },
        h("h1", {}, t("reset.title")),
        !this.#code.value && this.#request(),
        this.#form(),
        h("a", { href: "/sign-in" }, t("sign.known")),
      ),
    )
  }

  #request() {
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      try {
        await post("/v1/password-resets", { email: this.#email.value })
        complain(this.#email)
        toast(t("reset.sent"))
        this.#code.focus()
      } catch (error) {
        complain(this.#email, explain(error))
      }
    }
    return h(
      "form",
      { class: "card stack", onsubmit: single(send) },
      h("p", {}, t("reset.text")),
      field(t("sign.email"), this.#email),
      h("button", {}, t("reset.send")),
    )
  }

  #form() {
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      try {
        await post(`/v1/password-resets/${encodeURIComponent(this.#code.value.trim())}`, {
          password: this.#password.value,
        })
        toast(t("reset.done"))
        go("/sign-in")
      } catch (error) {
        complain(this.#password, explain(error))
      }
    }
    return h(
      "form",
      { class: "card stack", onsubmit: single(send) },
      field(t("reset.code"), this.#code),
      field(t("reset.password"), this.#password, t("sign.hint")),
      h("button", { class: "primary" }, t("reset.set")),
    )
  }
}

customElements.define("view-reset", ResetView)
