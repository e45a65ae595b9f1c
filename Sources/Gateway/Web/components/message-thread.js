/** @import { Message, Thread } from "contract" */
import { attempt } from "../app/attempt.js"
import { get, intention, post, request } from "../app/api.js"
import { coalesced } from "../app/coalesced.js"
import { ask, field, h, options, redraw, single, toast } from "../app/dom.js"
import { nameOf } from "../app/directory.js"
import { live, MESSAGES } from "../app/events.js"
import { dayAndTime, ownZone } from "../app/format.js"
import { explain, t } from "../app/i18n.js"
import { session } from "../app/session.js"
import { trouble } from "../app/view.js"
import { FilePicker } from "./file-picker.js"
import { sentFiles } from "./sent-files.js"

/**
 * <message-thread>: one conversation, the latest at the end, with room for an answer.
 *
 * Dispatches `thread-read` with its messages, and `thread-left` when it is handed to somebody else.
 */
export class MessageThread extends HTMLElement {
  #thread
  #known
  #kept
  #load = coalesced(() => this.#refresh())
  #left = new AbortController()
  #list = h("ol", { class: "stack tight messages", "aria-live": "polite" })
  #text = h("textarea", { rows: 3, maxlength: 4000 })
  #files
  #wish = intention()
  /** The latest message of others that is shown, and the latest that was noted as read. */
  #last = 0
  #noted = 0
  /** How many are shown: the latest, then whatever more is asked for. */
  #limit = 50

  /**
   * @param {Thread} thread
   * @param {import("../app/directory.js").Directory} known
   * @param {Message[] | null} kept what was read before, where the server cannot be asked
   */
  constructor(thread, known, kept = null) {
    super()
    this.#thread = thread
    this.#known = known
    this.#kept = kept
    this.#files = new FilePicker(thread.id)
  }

  connectedCallback() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h(
          "div",
          {},
          h("h2", { tabindex: -1 }, titleOf(this.#thread)),
          h("p", { class: "muted" }, withWhom(this.#thread, this.#known)),
          this.#thread.awayUntil &&
            h("p", { class: "notice warm" }, t("messages.away", { date: dayAndTime(this.#thread.awayUntil, ownZone) })),
        ),
        this.#list,
        ...(this.#thread.isErased || this.#kept ? [] : [this.#answer(), this.#handOver()]),
      ),
    )
    if (this.#thread.isErased) return
    if (this.#kept) return this.#draw(this.#kept, false)
    const { signal } = this.#left
    for (const name of MESSAGES) {
      live.addEventListener(name, (event) => {
        const { subject } = /** @type {CustomEvent} */ (event).detail
        if (!subject || subject === this.#thread.id) this.#load()
      }, { signal })
    }
    document.addEventListener("visibilitychange", () => this.#noteRead(), { signal })
    this.#load()
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** @type {`/v1/threads/${string}`} */
  get #path() {
    return `/v1/threads/${encodeURIComponent(this.#thread.id)}`
  }

  async #refresh() {
    try {
      const page = await get(
        /** @type {`/v1/threads/${string}/messages`} */ (`${this.#path}/messages?limit=${this.#limit}`),
      )
      const messages = [...page.items].reverse()
      if (this.#left.signal.aborted) return
      this.#draw(messages, Boolean(page.next))
      this.dispatchEvent(new CustomEvent("thread-read", { detail: messages, bubbles: true }))
      this.#last = messages.findLast((one) => !one.isOwn)?.number ?? 0
      await this.#noteRead()
    } catch (error) {
      // What was read already stays; what was destroyed or is somebody else's now does not.
      const { status } = /** @type {any} */ (error)
      if ([404, 410].includes(status)) this.dispatchEvent(new CustomEvent("thread-left", { bubbles: true }))
      else if (this.#list.childElementCount) toast(explain(error))
      else this.#list.replaceChildren(h("li", {}, trouble(error)))
    }
  }

  /** Notes that what is shown was read: while somebody can see it, and no longer. */
  async #noteRead() {
    const number = this.#last
    if (number <= this.#noted || document.visibilityState !== "visible" || this.#left.signal.aborted) return
    this.#noted = number
    // It is noted with the next message else.
    await request("PUT", `${this.#path}/reading`, { body: { number } }).catch(() => null)
  }

  /** @param {Message[]} messages @param {boolean} hasMore */
  #draw(messages, hasMore) {
    const more = () => {
      this.#limit = 200
      this.#load()
    }
    redraw(
      this.#list,
      hasMore && this.#limit < 200 ?
        h("li", {}, h("button", { type: "button", class: "quiet", onclick: more }, t("messages.more"))) :
        "",
      ...messages.map((one) => this.#message(one)),
    )
  }

  /** @param {Message} one */
  #message(one) {
    return h(
      "li",
      { class: one.isOwn ? "message own" : "message" },
      h(
        "div",
        { class: "small muted" },
        `${one.isOwn ? t("messages.you") : this.#writer(one)} · `,
        h("time", { datetime: one.at }, dayAndTime(one.at, ownZone)),
        one.isOwn && one.readAt ? ` · ${t("messages.read", { when: dayAndTime(one.readAt, ownZone) })}` : "",
      ),
      one.text === undefined ?
        h("p", { class: "notice bad" }, t("messages.damaged")) :
        one.text && h("p", { class: "lines" }, one.text),
      one.attachments?.length > 0 && sentFiles(this.#thread.id, one.attachments),
    )
  }

  /** @param {Message} one */
  #writer(one) {
    if (one.side === "desk") return t("messages.desk")
    if (one.side === "practitioner") return nameOf(this.#known.practitioners, one.practitioner ?? "")
    return this.#thread.patientName ?? t("messages.family")
  }

  #answer() {
    const send = async () => {
      if (!this.#files.isReady) return toast(t("files.wait"))
      const [text, attachments] = [this.#text.value, this.#files.ids]
      if (!text.trim() && !attachments.length) return this.#text.focus()
      const body = { ...(text.trim() ? { text } : {}), ...(attachments.length ? { attachments } : {}) }
      const done = await attempt(() =>
        post(
          /** @type {`/v1/threads/${string}/messages`} */ (`${this.#path}/messages`),
          body,
          this.#wish.keyFor([this.#thread.id, body]),
        )
      )
      if (!done) return
      this.#wish.had()
      this.#text.value = ""
      this.#files.clear(attachments)
      this.#load()
    }
    return h(
      "form",
      { class: "stack tight", onsubmit: single(send) },
      field(t("messages.answer"), this.#text, session.account?.patient ? t("messages.notUrgent") : undefined),
      this.#files,
      h("div", { class: "row" }, h("button", { class: "primary" }, t("messages.send"))),
    )
  }

  /** Staff give a conversation away; a patient's stays where it is. */
  #handOver() {
    if (session.account?.role === "patient") return ""
    const others = this.#known.practitioners.filter((one) => one.id !== this.#thread.practitioner)
    const choice = h(
      "select",
      { class: "inline", "aria-label": t("messages.handTo") },
      this.#thread.practitioner && h("option", { value: "" }, t("messages.desk")),
      options(others),
    )
    const give = async () => {
      const name = choice.selectedOptions[0]?.textContent
      if (
        !await ask(
          t("messages.handAsk", { who: name }),
          h("p", {}, t("messages.handText")),
          t("messages.hand"),
          t("later"),
        )
      ) {
        return
      }
      const isDone = await attempt(() =>
        request("PUT", `${this.#path}/practitioner`, { body: choice.value ? { practitioner: choice.value } : {} })
      )
      if (isDone) this.dispatchEvent(new CustomEvent("thread-left", { bubbles: true }))
    }
    return h(
      "div",
      { class: "row" },
      choice,
      h("button", { type: "button", onclick: give }, t("messages.hand")),
    )
  }
}

/** What a conversation is about. @param {Thread} thread */
export const titleOf = (thread) => thread.subject ?? t(thread.isErased ? "messages.erased" : "messages.locked")

/** Between whom a conversation is, for whoever reads it. @param {Thread} thread @param {import("../app/directory.js").Directory} known */
export const withWhom = (thread, known) =>
  [
    thread.patientName,
    thread.practitioner ? nameOf(known.practitioners, thread.practitioner) : t("messages.desk"),
  ].filter(Boolean).join(" · ")

customElements.define("message-thread", MessageThread)
