import { get } from "./api.js"
import { coalesced } from "./coalesced.js"
import { live, MESSAGES } from "./events.js"
import { session } from "./session.js"

/** How many messages wait for whoever is signed in; `change` when that is another number. */
class Unread extends EventTarget {
  count = 0
  #look = coalesced(() => this.#ask())

  /** Looks now, and whenever something was written or read. */
  start() {
    for (const name of MESSAGES) {
      live.addEventListener(name, () => this.#look())
    }
    session.addEventListener("change", () => this.#look())
    if (session.account) this.#look()
  }

  async #ask() {
    // What cannot be asked now is asked with the next news.
    const count = session.account ? await get("/v1/unread-messages").then((found) => found.count, () => this.count) : 0
    if (count === this.count) return
    this.count = count
    this.dispatchEvent(new Event("change"))
  }
}

export const unread = new Unread()
