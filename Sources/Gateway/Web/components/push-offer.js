import { h } from "../app/dom.js"
import { t } from "../app/i18n.js"
import { canPush } from "../app/push.js"
import { PushSwitch } from "./push-switch.js"

/** Whether somebody was asked in this browser; once is enough. */
const ASKED = "slotwise-push-asked"

/** Asks after a booking, quietly and once, whether this browser shall tell of changes; null where it cannot, or was asked. */
export function pushOffer() {
  if (!canPush() || Notification.permission !== "default" || localStorage.getItem(ASKED)) return null
  localStorage.setItem(ASKED, "yes")
  const close = () => {
    const after = offer.parentElement?.querySelector("a, h2")
    offer.remove()
    if (after instanceof HTMLElement) after.focus()
  }
  const offer = h(
    "aside",
    { class: "notice stack tight", "aria-label": t("push.title"), "onpush-turned": close },
    h("p", {}, t("push.ask")),
    new PushSwitch(),
    h("div", {}, h("button", { type: "button", class: "quiet", onclick: close }, t("later"))),
  )
  return offer
}
