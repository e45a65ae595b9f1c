/** @import { Attachment } from "contract" */
import { ACCEPTED, drop, LARGEST, upload } from "../app/files.js"
import { h } from "../app/dom.js"
import { bytes } from "../app/format.js"
import { explain, t } from "../app/i18n.js"

/** Of one message. */
const MOST = 5

/** <file-picker>: files that go with a message; each is sent as soon as it is chosen. */
export class FilePicker extends HTMLElement {
  #thread
  /** @type {Attachment[]} */
  #ready = []
  #sending = 0
  #left = new AbortController()
  #input = h("input", { type: "file", multiple: true, accept: ACCEPTED, hidden: true, onchange: () => this.#take() })
  #list = h("ul", { class: "stack tight small", "aria-live": "polite" })

  /** @param {string} thread */
  constructor(thread) {
    super()
    this.#thread = thread
  }

  connectedCallback() {
    const choose = h("button", { type: "button", class: "quiet", onclick: () => this.#input.click() }, t("files.add"))
    this.append(
      h("div", { class: "row" }, choose, h("span", { class: "small muted" }, t("files.hint"))),
      this.#input,
      this.#list,
    )
  }

  disconnectedCallback() {
    this.#left.abort()
  }

  /** Whether all that was chosen has been sent. */
  get isReady() {
    return this.#sending === 0
  }

  /** Files that have come, in the order in which they were chosen. */
  get ids() {
    return this.#ready.map((one) => one.id)
  }

  /** They went with a message. */
  clear() {
    this.#ready = []
    this.#list.replaceChildren()
  }

  #take() {
    const chosen = [...this.#input.files ?? []]
    // The same file can be chosen again.
    this.#input.value = ""
    for (const file of chosen) this.#send(file)
  }

  /** @param {File} file */
  async #send(file) {
    const bar = h("progress", { max: 1, value: 0, "aria-label": file.name })
    const state = h("span", {}, bar)
    const stop = new AbortController()
    const row = h("li", { class: "row" }, h("span", {}, `${file.name} · ${bytes(file.size)}`), state)
    /** @type {Attachment | null} */
    let sent = null
    const remove = () => {
      stop.abort()
      row.remove()
      if (!sent) return
      const { id } = sent
      this.#ready = this.#ready.filter((one) => one.id !== id)
      drop(this.#thread, id)
    }
    row.append(
      h("button", {
        type: "button",
        class: "quiet",
        "aria-label": `${t("files.remove")}: ${file.name}`,
        onclick: remove,
      }, t("files.remove")),
    )
    this.#list.append(row)
    const place = this.#list.childElementCount
    if (place > MOST) return state.replaceChildren(t("files.tooMany", { n: MOST }))
    if (file.size === 0 || file.size > LARGEST) return state.replaceChildren(t("files.tooLarge"))
    this.#sending++
    try {
      const signal = AbortSignal.any([stop.signal, this.#left.signal])
      const one = await upload(this.#thread, file, (share) => (bar.value = share), signal)
      sent = one
      this.#ready.push(one)
      state.replaceChildren(t("files.ready"))
    } catch (error) {
      if (!stop.signal.aborted) state.replaceChildren(h("span", { class: "tag bad" }, explain(error)))
    } finally {
      this.#sending--
    }
  }
}

customElements.define("file-picker", FilePicker)
