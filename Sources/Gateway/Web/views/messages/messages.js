/** @import { Message, Thread } from "contract" */
import { attempt } from "../../app/attempt.js"
import { all } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { h, redraw } from "../../app/dom.js"
import { directory } from "../../app/directory.js"
import { live, MESSAGES } from "../../app/events.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { keep, recall } from "../../app/offline.js"
import { View } from "../../app/view.js"
import { MessageThread, titleOf, withWhom } from "../../components/message-thread.js"
import { NewThread } from "../../components/new-thread.js"

/** Conversations, and the one that is open; what was opened can be read offline. */
class MessagesView extends View {
  #load = coalesced(() => this.#refresh())
  #list = h("ul", { class: "stack tight" })
  #note = h("div", {})
  #pane = h("section", { class: "stack" })
  #write = h("button", { type: "button", class: "primary", onclick: () => this.#begin() }, t("messages.write"))
  /** @type {Thread[]} */
  #threads = []
  /** What was read of each. @type {Record<string, Message[]>} */
  #read = {}
  #open = new URLSearchParams(location.search).get("thread")
  #known = /** @type {import("../../app/directory.js").Directory} */ ({ locations: [], practitioners: [], types: [] })
  #isKept = false

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("div", { class: "row spread" }, h("h1", {}, t("messages.title")), this.#write),
        this.#note,
        h("div", { class: "split" }, this.#list, this.#pane),
      ),
    )
    this.addEventListener("thread-begun", (event) => this.#begun(/** @type {CustomEvent} */ (event).detail))
    this.addEventListener("thread-dropped", () => this.#pane.replaceChildren())
    this.addEventListener("thread-left", () => {
      this.#open = null
      this.#pane.replaceChildren()
      this.#load()
    })
    this.addEventListener("thread-read", (event) => this.#keep(/** @type {CustomEvent} */ (event).detail))
    for (const name of MESSAGES) {
      live.addEventListener(name, () => this.#load(), { signal: this.left })
    }
    this.#known = await directory()
    this.#read = (await recall("messages").catch(() => null))?.data.read ?? {}
    await this.#refresh()
    if (!this.left.aborted) this.#show(false)
  }

  async #refresh() {
    try {
      const threads = await all("/v1/threads")
      // Somebody else may be here by now.
      if (this.left.aborted) return
      this.#threads = threads
      this.#isKept = false
      this.#note.replaceChildren()
      const readable = new Set(threads.filter((one) => !one.isErased).map((one) => one.id))
      this.#read = Object.fromEntries(Object.entries(this.#read).filter(([id]) => readable.has(id)))
      await this.#store()
    } catch (error) {
      const kept = /** @type {any} */ (error).kind === "offline" ? await recall("messages").catch(() => null) : null
      if (!kept) throw error
      this.#isKept = true
      this.#threads = kept.data.threads
      this.#read = kept.data.read
      this.#note.replaceChildren(
        h(
          "p",
          { class: "offline-note", role: "status" },
          t("offline.note", { when: dayAndTime(new Date(kept.at).toISOString(), ownZone) }),
        ),
      )
    }
    this.#write.hidden = this.#isKept
    redraw(
      this.#list,
      ...(this.#threads.length ? this.#threads.map((one) => this.#item(one)) : [
        h("li", { class: "card muted" }, t("messages.none")),
      ]),
    )
  }

  /** @param {Thread} one */
  #item(one) {
    return h(
      "li",
      {},
      h(
        "button",
        {
          type: "button",
          class: "card stack tight thread",
          "aria-current": one.id === this.#open ? "true" : null,
          onclick: () => {
            this.#open = one.id
            this.#show(true)
          },
        },
        h(
          "span",
          { class: "row spread" },
          h("span", { class: "strong" }, titleOf(one)),
          one.unread > 0 && h("span", { class: "tag" }, t("messages.unread", { n: one.unread })),
        ),
        h("span", { class: "small muted" }, `${withWhom(one, this.#known)} · ${dayAndTime(one.lastAt, ownZone)}`),
      ),
    )
  }

  /** Shows the conversation that is open. @param {boolean} isAsked Whether somebody chose it just now. */
  #show(isAsked) {
    const thread = this.#threads.find((one) => one.id === this.#open)
    for (const [index, item] of [...this.#list.querySelectorAll("button.thread")].entries()) {
      const isOpen = this.#threads[index]?.id === this.#open
      if (isOpen) item.setAttribute("aria-current", "true")
      else item.removeAttribute("aria-current")
    }
    if (!thread) return
    history.replaceState(null, "", `/messages?thread=${encodeURIComponent(thread.id)}`)
    const pane = new MessageThread(thread, this.#known, this.#isKept ? this.#read[thread.id] ?? [] : null)
    this.#pane.replaceChildren(h("div", { class: "card stack" }, pane))
    if (isAsked) pane.querySelector("h2")?.focus()
  }

  #begin() {
    this.#pane.replaceChildren(new NewThread(this.#known))
  }

  /** @param {Thread} thread */
  async #begun(thread) {
    this.#open = thread.id
    this.#pane.replaceChildren()
    await attempt(() => this.#refresh())
    this.#show(true)
  }

  /** @param {Message[]} messages */
  async #keep(messages) {
    if (this.left.aborted) return
    if (this.#open) this.#read[this.#open] = messages
    await this.#store()
  }

  /** Of each conversation what was read here. */
  #store() {
    return keep("messages", { threads: this.#threads, read: this.#read }).catch(() => null)
  }
}

customElements.define("view-messages", MessagesView)
