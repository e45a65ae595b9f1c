/** @import { SessionToken, Account } from "contract" */
import { allow, wipe } from "./offline.js"
import { turnPushOff } from "./push.js"

/** Somebody signed out here and the server does not know yet. */
const UNFINISHED = "slotwise-signing-out"

/** Who is signed in. The access token lives in this page's memory only; the cookie that renews it is not ours to read. */
class Session extends EventTarget {
  /** @type {Account | null} */
  account = null
  /** Whether the server could not be asked. */
  isOffline = false
  #token = ""
  #expires = 0
  /** @type {Promise<boolean> | null} */
  #renewing = null
  /** Tells the other tabs who came and who went. */
  #channel = new BroadcastChannel("slotwise-session")

  constructor() {
    super()
    this.#channel.onmessage = async ({ data }) => {
      if (data.ended) await this.ended()
      else if (data.began !== this.account?.id) location.reload()
    }
  }

  /** @param {string} email @param {string} password @param {string} [code] */
  async signIn(email, password, code) {
    const response = await fetch("/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password, ...(code ? { code } : {}) }),
    })
    const body = await response.json()
    if (!response.ok) return body
    localStorage.removeItem(UNFINISHED)
    this.#take(body)
    this.#channel.postMessage({ began: body.account.id })
    return null
  }

  async signOut() {
    // What is somebody's is not shown to whoever has the device next.
    await turnPushOff().catch(() => null)
    const token = await this.token()
    const answer = await fetch("/v1/sessions/current", {
      method: "DELETE",
      headers: { authorization: `Bearer ${token}` },
    }).catch(() => null)
    // The cookie is still good then: it must not bring anybody back, and ends on the next contact.
    if (!answer?.ok) localStorage.setItem(UNFINISHED, "yes")
    await this.ended()
    this.#channel.postMessage({ ended: true })
  }

  /** A token that lasts a while still; empty for nobody. */
  async token() {
    const isOld = this.#token && Date.now() > this.#expires - 30_000
    // Whoever was here before the server could not be asked may be here still.
    if (isOld || (!this.#token && this.isOffline && this.lastRole)) await this.renew()
    return this.#token
  }

  /** Goes on with the session of the cookie; one request however many ask. */
  renew() {
    this.#renewing ??= this.#ask().finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  async #ask() {
    try {
      if (localStorage.getItem(UNFINISHED)) return await this.#finishSignOut()
      const response = await fetch("/v1/sessions/refresh", { method: "POST" })
      // Too busy or broken is no verdict on the session.
      this.isOffline = !response.ok && response.status !== 401
      if (response.ok) return await this.#goOn(await response.json())
      if (response.status === 401) await this.ended()
    } catch {
      this.isOffline = true
    }
    return false
  }

  /** Takes the session of the cookie, unless it is another's by now: what this page began was somebody else's. @param {SessionToken} body */
  async #goOn(body) {
    const was = this.account
    if (was && (was.id !== body.account.id || was.role !== body.account.role)) {
      await wipe()
      location.reload()
      return false
    }
    this.#take(body)
    return true
  }

  /** Ends the session of somebody who signed out while the server could not be asked. */
  async #finishSignOut() {
    const response = await fetch("/v1/sessions/refresh", { method: "POST" })
    const done = response.ok ?
      (await fetch("/v1/sessions/current", {
        method: "DELETE",
        headers: { authorization: `Bearer ${(await response.json()).accessToken}` },
      })).ok :
      response.status === 401
    if (done) localStorage.removeItem(UNFINISHED)
    return false
  }

  /** @param {SessionToken} body */
  #take(body) {
    const changed = this.account?.id !== body.account.id
    this.#token = body.accessToken
    this.#expires = Date.parse(body.expiresAt)
    this.account = body.account
    allow()
    localStorage.setItem("slotwise-was-here", body.account.role)
    if (changed) this.dispatchEvent(new Event("change"))
  }

  /** Forgets everything that is somebody's. */
  async ended() {
    const was = this.account ?? (this.isOffline ? this.lastRole : null)
    this.#token = ""
    this.account = null
    localStorage.removeItem("slotwise-was-here")
    await wipe()
    if (was) this.dispatchEvent(new Event("change"))
  }

  /** The role of whoever was here last, for reading offline. */
  get lastRole() {
    return localStorage.getItem("slotwise-was-here")
  }
}

export const session = new Session()
