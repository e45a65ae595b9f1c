import { attempt } from "../app/attempt.js"
import { announce, h, single, toast } from "../app/dom.js"
import { explain, t } from "../app/i18n.js"
import { canPush, isPushOn, turnPushOff, turnPushOn } from "../app/push.js"
import { session } from "../app/session.js"

/** <push-switch>: whether this browser shows messages also while the app is closed. Dispatches `push-turned` once it is another. */
export class PushSwitch extends HTMLElement {
  connectedCallback() {
    this.#draw()
  }

  async #draw() {
    const account = session.account
    if (!canPush() || !account?.patient) return this.#say(t("push.unable"))
    if (Notification.permission === "denied") return this.#say(t("push.denied"))
    try {
      this.#offer(await isPushOn(account.id), account.patient, account.id)
    } catch (error) {
      this.#say(explain(error))
    }
  }

  /** @param {boolean} isOn @param {string} patient @param {string} account */
  #offer(isOn, patient, account) {
    const turn = single(() =>
      attempt(async () => {
        const said = isOn ? await turnPushOff() : await turnPushOn(patient, account)
        await this.#draw()
        this.querySelector("button")?.focus()
        // Whoever put the question off can be asked again.
        if (said === "default") return
        if (said === "denied") return toast(t("push.denied"))
        announce(t(isOn ? "push.isOff" : "push.isOn"))
        this.dispatchEvent(new CustomEvent("push-turned", { bubbles: true }))
      })
    )
    this.replaceChildren(
      h(
        "div",
        { class: "stack tight" },
        h("p", {}, t(isOn ? "push.isOn" : "push.isOff")),
        h(
          "div",
          { class: "row" },
          h("button", { type: "button", onclick: turn }, t(isOn ? "push.stop" : "push.begin")),
        ),
      ),
    )
  }

  /** @param {string} text */
  #say(text) {
    this.replaceChildren(h("p", { class: "muted", role: "status" }, text))
  }
}

customElements.define("push-switch", PushSwitch)
