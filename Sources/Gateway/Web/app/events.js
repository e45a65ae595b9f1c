import { session } from "./session.js"

/** Events about conversations, and that the stream was had anew. */
export const MESSAGES = ["messageWritten", "messagesRead", "threadHandedOver", "threadErased", "again"]

/** What does not change the book. */
const APART = new Set([...MESSAGES, "proposalProgress"])

/**
 * What happens at the clinic, as events named after what happened, with the subject's id in `detail`; and as `book`
 * whenever the book or the clinic changed, with name and data.
 *
 * One tab listens for all: it holds a lock, and tells the others.
 */
class Live extends EventTarget {
  #channel = new BroadcastChannel("slotwise-live")
  #last = ""
  #stop = new AbortController()

  /** Listens as whoever is signed in now, and as nobody else any more. */
  start() {
    this.#channel.onmessage = (message) => this.#tell(message.data)
    this.#stop.abort()
    this.#stop = new AbortController()
    this.#last = ""
    if (!session.account) return
    const { signal } = this.#stop
    navigator.locks.request(`slotwise-live-${session.account.id}`, { signal }, () => this.#listen(signal)).catch(() =>
      null
    )
  }

  /** @param {AbortSignal} signal */
  async #listen(signal) {
    for (let pause = 1000; !signal.aborted; pause = Math.min(pause * 2, 30_000)) {
      const token = await session.token()
      if (token && (await this.#read(token, signal))) pause = 1000
      await new Promise((resolve) => setTimeout(resolve, pause * (0.5 + Math.random())))
    }
  }

  /** @param {string} token @param {AbortSignal} signal */
  async #read(token, signal) {
    try {
      const headers = { authorization: `Bearer ${token}`, ...(this.#last ? { "last-event-id": this.#last } : {}) }
      const response = await fetch("/v1/events", { headers, signal })
      if (!response.ok || !response.body) return false
      // What has no number is not told again: whoever counts it looks anew.
      const again = { name: "again", data: {} }
      this.#channel.postMessage(again)
      this.#tell(again)
      const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
      for (let text = "";;) {
        const { value, done } = await reader.read()
        if (done) return true
        text += value
        const blocks = text.split("\n\n")
        text = blocks.pop() ?? ""
        for (const block of blocks) this.#hear(block)
      }
    } catch {
      return false
    }
  }

  /** @param {string} block */
  #hear(block) {
    /** @type {Record<string, string>} */
    const fields = {}
    for (const line of block.split("\n")) {
      const at = line.indexOf(": ")
      if (at > 0) fields[line.slice(0, at)] = line.slice(at + 2)
    }
    if (fields.id) this.#last = fields.id
    if (!fields.event) return
    const event = { name: fields.event, data: JSON.parse(fields.data ?? "{}") }
    this.#channel.postMessage(event)
    this.#tell(event)
  }

  /** @param {{name: string, data: any}} event */
  #tell(event) {
    // What a plan in the making finds changes nothing yet, and comes many times a second; messages are no part of the book.
    if (!APART.has(event.name)) this.dispatchEvent(new CustomEvent("book", { detail: event }))
    this.dispatchEvent(new CustomEvent(event.name, { detail: event.data }))
  }
}

export const live = new Live()
