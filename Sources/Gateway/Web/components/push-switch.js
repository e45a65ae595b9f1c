import { attempt } from "../app/attempt.js"
import { h, toast } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { canPush, isPushOn, turnPushOff, turnPushOn } from "../app/push.js"
import { session } from "../app/session.js"

/** <push-switch>: whether this browser shows messages also while the app is closed. */
export class PushSwitch extends HTMLElement {
  connectedCallback() {
    this.#draw()
  }

  async #draw() {
    const patient = session.account?.patient
    if (!canPush() || !patient) return this.#say(t("push.unable"))
    const isOn = await isPushOn().catch(() => false)
    if (Notification.permission === "denied") return this.#say(t("push.denied"))
    const turn = () =>
      attempt(async () => {
        if (isOn) await turnPushOff()
        else if (!await turnPushOn(patient)) toast(t("push.denied"))
        await this.#draw()
        this.querySelector("button")?.focus()
        this.dispatchEvent(new CustomEvent("push-turned", { bubbles: true }))
      })
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
    this.replaceChildren(h("p", { class: "muted" }, text))
  }
}

customElements.define("push-switch", PushSwitch)
