/** @import { OutboxMessage } from "contract" */
import { get } from "../../app/api.js"
import { h } from "../../app/dom.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { setupTabs } from "../../components/setup-tabs.js"

/** What was sent to whom, newest first. */
class OutboxView extends View {
  #list = h("ul", { class: "stack" })
  #more = h("button", { type: "button", onclick: () => this.#load() }, t("outbox.more"))
  /** @type {string | undefined} */
  #next

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("outbox.title")),
        setupTabs(),
        h("p", { class: "muted" }, t("outbox.text")),
        this.#list,
        h("div", { class: "row" }, this.#more),
      ),
    )
    await this.#load()
    if (!this.#list.childElementCount) this.#list.append(h("li", { class: "muted" }, t("outbox.none")))
  }

  async #load() {
    const page = await get(`/v1/admin/outbox?limit=20${this.#next ? `&cursor=${this.#next}` : ""}`)
    this.#list.append(...page.items.map(message))
    this.#next = page.next
    this.#more.hidden = !page.next
  }
}

/** @param {OutboxMessage} one */
const message = (one) =>
  h(
    "li",
    { class: "card stack tight" },
    h(
      "div",
      { class: "muted small" },
      `${dayAndTime(one.at, ownZone)} · ${t(`channel.${one.channel}`)} · ${one.address}`,
    ),
    h("h2", { class: "small" }, one.subject),
    one.text ? h("p", { class: "lines" }, linked(one.text)) : h("p", { class: "muted" }, t("outbox.secret")),
  )

/** Text whose links to this app can be followed, as its reader would. @param {string} text */
const linked = (text) =>
  text.split(/(https?:\/\/\S+)/).map((part) =>
    part.startsWith(`${location.origin}/`) ? h("a", { href: part, target: "_blank" }, part) : part
  )

customElements.define("view-outbox", OutboxView)
