import { post, Problem } from "../../app/api.js"
import { complain, field, h, single } from "../../app/dom.js"
import { explain, t } from "../../app/i18n.js"
import { go, role, start } from "../../app/navigation.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"

/** Where somebody goes who just came in. */
function onward() {
  const next = new URLSearchParams(location.search).get("next")
  go(next?.startsWith("/") && !next.startsWith("//") ? next : start(role()))
}

/** Sign in with address, password and, if the account asks for it, a code. */
class SignInView extends View {
  #email = h("input", { type: "email", autocomplete: "username", required: true })
  #password = h("input", { type: "password", autocomplete: "current-password", required: true })
  // Six digits, or a recovery code with letters.
  #code = h("input", { autocomplete: "one-time-code", autocapitalize: "none", spellcheck: "false", maxlength: 16 })
  #codeField = field(t("sign.code"), this.#code, t("sign.recovery"))

  open() {
    this.#codeField.hidden = true
    this.append(
      h(
        "form",
        { class: "stack narrow", onsubmit: single((/** @type {Event} */ event) => this.#send(event)) },
        h("h1", {}, t("sign.title")),
        field(t("sign.email"), this.#email),
        field(t("sign.password"), this.#password),
        this.#codeField,
        h("button", { class: "primary" }, t("sign.in")),
        h("a", { href: "/register" + location.search }, t("sign.new")),
        h("a", { href: "/reset" }, t("sign.forgot")),
      ),
    )
    this.#email.focus()
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault()
    complain(this.#password)
    const refusal = await session.signIn(this.#email.value, this.#password.value, this.#code.value).catch(() => ({
      type: "offline",
    }))
    if (!refusal) return onward()
    this.#codeField.hidden = !refusal.codeRequired && this.#codeField.hidden
    if (refusal.codeRequired) this.#code.focus()
    else complain(this.#password, explain(new Problem(refusal.status, refusal)))
  }
}

/** Register as a patient, signed in at once. */
class RegisterView extends View {
  #name = h("input", { autocomplete: "name", required: true, maxlength: 200 })
  #email = h("input", { type: "email", autocomplete: "username", required: true })
  #password = h("input", {
    type: "password",
    autocomplete: "new-password",
    required: true,
    minlength: 8,
    maxlength: 256,
  })

  open() {
    this.append(
      h(
        "form",
        { class: "stack narrow", onsubmit: single((/** @type {Event} */ event) => this.#send(event)) },
        h("h1", {}, t("sign.register")),
        field(t("sign.name"), this.#name),
        field(t("sign.email"), this.#email),
        field(t("sign.password"), this.#password, t("sign.hint")),
        h("button", { class: "primary" }, t("sign.register")),
        h("a", { href: "/sign-in" + location.search }, t("sign.known")),
      ),
    )
    this.#name.focus()
  }

  /** @param {Event} event */
  async #send(event) {
    event.preventDefault()
    complain(this.#password)
    try {
      await post("/v1/accounts", {
        name: this.#name.value,
        email: this.#email.value,
        password: this.#password.value,
      })
      const refusal = await session.signIn(this.#email.value, this.#password.value)
      if (refusal) go("/sign-in" + location.search)
      else onward()
    } catch (error) {
      complain(this.#password, explain(error))
    }
  }
}

customElements.define("view-sign-in", SignInView)
customElements.define("view-register", RegisterView)
