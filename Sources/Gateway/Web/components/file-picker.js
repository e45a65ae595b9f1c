/** @import { Attachment } from "contract" */
import { ACCEPTED, drop, LARGEST, upload } from "../app/files.js"
import { h } from "../app/dom.js"
import { bytes } from "../app/format.js"
import { explain, t } from "../app/i18n.js"

/** Of one message. */
const MOST = 5

/**
 * A file that was chosen: on its way until it is sent, or refused.
 *
 * @typedef {{row: HTMLElement, stop: AbortController, sent: Attachment | null, isOnItsWay: boolean}} Chosen
 */

/** <file-picker>: files that go with a message; each is sent as soon as it is chosen. */
export class FilePicker extends HTMLElement {
  #thread
  /** In the order in which they were chosen. @type {Chosen[]} */
  #chosen = []
  #input = h("input", { type: "file", multiple: true, accept: ACCEPTED, hidden: true, onchange: () => this.#take() })
  #add = h("button", { type: "button", class: "quiet", onclick: () => this.#input.click() }, t("files.add"))
  #list = h("ul", { class: "stack tight small" })
  #said = h("p", { class: "visually-hidden", role: "status" })

  /** @param {string} thread */
  constructor(thread) {
    super()
    this.#thread = thread
  }

  connectedCallback() {
    const hint = h("span", { class: "small muted" }, t("files.hint"))
    this.append(h("div", { class: "row" }, this.#add, hint), this.#input, this.#list, this.#said)
  }

  disconnectedCallback() {
    for (const one of this.#chosen) this.#forget(one)
  }

  /** Whether all that was chosen has been sent, or was refused. */
  get isReady() {
    return this.#chosen.every((one) => !one.isOnItsWay)
  }

  /** Files that have come, in the order in which they were chosen. */
  get ids() {
    return this.#chosen.flatMap((one) => one.sent ? [one.sent.id] : [])
  }

  /** They went with a message; whatever was chosen since stays. @param {string[]} ids */
  clear(ids) {
    for (const one of this.#chosen.filter(({ sent }) => sent && ids.includes(sent.id))) one.row.remove()
    this.#chosen = this.#chosen.filter(({ row }) => row.isConnected)
  }

  #take() {
    const files = [...this.#input.files ?? []]
    // The same file can be chosen again.
    this.#input.value = ""
    for (const file of files) this.#send(file)
  }

  /** @param {File} file */
  async #send(file) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": file.name })
    const state = h("span", {}, bar)
    const remove = h(
      "button",
      { type: "button", class: "quiet", "aria-label": `${t("files.remove")}: ${file.name}` },
      t("files.remove"),
    )
    const row = h("li", { class: "row" }, h("span", {}, `${file.name} · ${bytes(file.size)}`), state, remove)
    /** @type {Chosen} */
    const one = { row, stop: new AbortController(), sent: null, isOnItsWay: false }
    remove.addEventListener("click", () => {
      this.#chosen = this.#chosen.filter((other) => other !== one)
      row.remove()
      this.#forget(one)
      this.#add.focus()
    })
    const say = (/** @type {string} */ words, tone = "") => {
      state.replaceChildren(h("span", { class: tone }, words))
      this.#said.textContent = `${file.name}: ${words}`
    }
    this.#list.append(row)
    this.#chosen.push(one)
    if (this.#chosen.length > MOST) return say(t("files.tooMany", { n: MOST }), "tag bad")
    if (file.size === 0 || file.size > LARGEST) return say(t("files.tooLarge"), "tag bad")
    one.isOnItsWay = true
    try {
      one.sent = await upload(this.#thread, file, (share) => (bar.value = share), one.stop.signal)
      say(t("files.ready"))
    } catch (error) {
      if (!one.stop.signal.aborted) say(explain(error), "tag bad")
    } finally {
      one.isOnItsWay = false
    }
  }

  /** @param {Chosen} one */
  #forget(one) {
    one.stop.abort()
    if (one.sent) drop(this.#thread, one.sent.id)
    one.sent = null
  }
}

customElements.define("file-picker", FilePicker)
