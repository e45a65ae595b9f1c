/** @import { SessionToken, Account } from "contract" */
import { allow, wipe } from "./offline.js"

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

  /** @param {string} email @param {string} password @param {string} [code] */
  async signIn(email, password, code) {
    const response = await fetch("/v1/sessions", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ email, password, ...(code ? { code } : {}) }),
    })
    const body = await response.json()
    if (!response.ok) return body
    this.#take(body)
    return null
  }

  async signOut() {
    const token = await this.token()
    await fetch("/v1/sessions/current", { method: "DELETE", headers: { authorization: `Bearer ${token}` } }).catch(
      () => null,
    )
    await this.ended()
  }

  /** A token that lasts a while still; empty for nobody. */
  async token() {
    if (this.#token && Date.now() > this.#expires - 30_000) await this.renew()
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
      const response = await fetch("/v1/sessions/refresh", { method: "POST" })
      this.isOffline = false
      if (response.ok) this.#take(await response.json())
      else if (response.status === 401) await this.ended()
      return response.ok
    } catch {
      this.isOffline = true
      return false
    }
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
    const was = this.account
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
