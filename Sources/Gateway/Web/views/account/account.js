/** @import { Authenticator, Session } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post, remove, request } from "../../app/api.js"
import { complain, field, h, single, toast } from "../../app/dom.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"
import { CalendarFeed } from "../../components/calendar-feed.js"
import { ContactChoices } from "../../components/contact-choices.js"
import { DaySheet } from "../../components/day-sheet.js"
import { IntroductionForm } from "../../components/introduction-form.js"

/** One's own password, second factor, and the devices that are signed in. */
class AccountView extends View {
  #devices = h("div", { class: "stack tight" })
  #factor = h("div", { class: "stack" })

  async open() {
    this.append(
      h(
        "div",
        { class: "stack narrow" },
        h("h1", {}, t("account.title")),
        session.account?.isVerified === false && this.#confirm(),
        session.account?.patient && contact(session.account.patient),
        this.#password(),
        h(
          "section",
          { class: "card stack" },
          h("h2", {}, t("account.factor")),
          h("p", { class: "muted" }, t("account.factorText")),
          this.#factor,
        ),
        h("section", { class: "card stack" }, h("h2", {}, t("account.devices")), this.#devices),
        (session.account?.practitioner || session.account?.patient) && calendar(),
        session.account?.practitioner && new DaySheet(),
        session.account?.practitioner && this.#introduction(session.account.practitioner),
      ),
    )
    this.#offer()
    await this.#load()
  }

  /** What patients read. @param {string} practitioner */
  #introduction(practitioner) {
    return h(
      "section",
      { class: "card stack" },
      h("h2", {}, t("about.title")),
      h("p", { class: "muted" }, t("about.text")),
      new IntroductionForm(practitioner),
    )
  }

  /** The code that was mailed when the account was made. */
  #confirm() {
    const code = h("input", { required: true, maxlength: 200, autocomplete: "one-time-code", spellcheck: "false" })
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      try {
        await post(`/v1/accounts/verifications/${encodeURIComponent(code.value.trim())}`)
        await session.renew()
        form.remove()
        toast(t("account.confirmed"))
      } catch (error) {
        complain(code, explain(error))
      }
    }
    const again = async () => {
      await post("/v1/accounts/current/verification").then(
        () => toast(t("account.codeSent")),
        (error) => toast(explain(error)),
      )
    }
    const form = h(
      "form",
      { class: "card stack", onsubmit: single(send) },
      h("h2", {}, t("account.confirm")),
      h("p", { class: "muted" }, t("account.confirmText")),
      field(t("reset.code"), code),
      h(
        "div",
        { class: "row" },
        h("button", { class: "primary" }, t("account.confirm")),
        h("button", { type: "button", onclick: again }, t("reset.send")),
      ),
    )
    return form
  }

  #password() {
    const [current, next] = ["current-password", "new-password"].map((autocomplete) =>
      h("input", { type: "password", autocomplete, required: true, maxlength: 256 })
    )
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      complain(next)
      try {
        await request("PUT", "/v1/accounts/current/password", {
          body: { current: current.value, password: next.value },
        })
        current.value = next.value = ""
        toast(t("hours.saved"))
        await this.#load()
      } catch (error) {
        complain(next, explain(error))
      }
    }
    return h(
      "form",
      { class: "card stack", onsubmit: single(send) },
      h("h2", {}, t("account.password")),
      field(t("account.current"), current),
      field(t("reset.password"), next, t("sign.hint")),
      h("button", { class: "primary" }, t("reset.set")),
    )
  }

  /** Begins with an authenticator, or ends with it. */
  #offer() {
    this.#factor.replaceChildren(
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", onclick: () => this.#enrol() }, t("account.enrol")),
        h("button", {
          type: "button",
          class: "quiet",
          onclick: () => this.#ask(t("account.endText"), "removal"),
        }, t("account.end")),
      ),
    )
  }

  /** Asks for the password first: an open page is not the person. */
  #enrol() {
    const password = h("input", {
      type: "password",
      autocomplete: "current-password",
      required: true,
      maxlength: 256,
    })
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      complain(password)
      try {
        this.#keepCodes(await post("/v1/accounts/current/authenticator", { password: password.value }))
      } catch (error) {
        complain(password, explain(error))
      }
    }
    this.#factor.replaceChildren(
      h(
        "form",
        { class: "stack", onsubmit: single(send) },
        field(t("account.current"), password),
        h(
          "div",
          { class: "row" },
          h("button", { class: "primary" }, t("account.next")),
          h("button", { type: "button", onclick: () => this.#offer() }, t("record.close")),
        ),
      ),
    )
    password.focus()
  }

  /** The secret, and the codes that open the account when it is lost: they are shown this once. @param {Authenticator} made */
  #keepCodes({ secret, uri, recoveryCodes }) {
    this.#ask(
      [t("account.secret"), " ", h("code", {}, secret), " ", h("a", { href: uri }, t("account.open"))],
      "confirmation",
      h("p", {}, t("account.recovery")),
      h("ul", { class: "codes" }, recoveryCodes.map((code) => h("li", {}, h("code", {}, code)))),
    )
  }

  /** Asks for a code of the authenticator. @param {any} text @param {"confirmation" | "removal"} word @param {...any} more */
  #ask(text, word, ...more) {
    const code = h("input", {
      required: true,
      autocomplete: "one-time-code",
      autocapitalize: "none",
      spellcheck: "false",
      maxlength: 16,
    })
    const send = async (/** @type {Event} */ event) => {
      event.preventDefault()
      try {
        await post(`/v1/accounts/current/authenticator/${word}`, { code: code.value })
        toast(t(`account.${word}`))
        this.#offer()
      } catch (error) {
        complain(code, explain(error))
      }
    }
    this.#factor.replaceChildren(
      h(
        "form",
        { class: "stack", onsubmit: single(send) },
        h("p", {}, text),
        more,
        field(t("sign.code"), code),
        h(
          "div",
          { class: "row" },
          h("button", { class: "primary" }, t("record.save")),
          h("button", { type: "button", onclick: () => this.#offer() }, t("record.close")),
        ),
      ),
    )
    code.focus()
  }

  async #load() {
    await attempt(async () => {
      const { items } = await get("/v1/sessions")
      this.#devices.replaceChildren(...items.map((one) => this.#device(one)))
    }, this.#devices)
  }

  /** @param {Session} one */
  #device(one) {
    const when = dayAndTime(one.usedAt, ownZone)
    const end = async () => {
      await attempt(() => remove(`/v1/sessions/${encodeURIComponent(one.id)}`))
      await this.#load()
    }
    return h(
      "article",
      { class: "pair" },
      h(
        "div",
        {},
        h("div", { class: "device" }, one.device || t("account.device")),
        h("div", { class: "muted small" }, t("account.used", { when })),
      ),
      one.isCurrent ? h("span", { class: "tag" }, t("account.this")) : h(
        "button",
        { type: "button", "aria-label": `${t("nav.signOut")}: ${one.device}`, onclick: end },
        t("nav.signOut"),
      ),
    )
  }
}

/** How somebody hears of their appointments. @param {string} patient */
const contact = (patient) =>
  h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("contact.title")),
    h("p", { class: "muted" }, t("contact.text")),
    new ContactChoices(patient),
  )

/** Where one's own calendar finds one's appointments. */
const calendar = () =>
  h(
    "section",
    { class: "card stack" },
    h("h2", {}, t("calendar.title")),
    h("p", { class: "muted" }, t("calendar.text")),
    new CalendarFeed(),
  )

customElements.define("view-account", AccountView)
