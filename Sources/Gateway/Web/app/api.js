/** @import { Answer, Body, Item } from "contract" */
import { language } from "./i18n.js"
import { session } from "./session.js"

/** A refusal of the server, or `offline`. */
export class Problem extends Error {
  /** @param {number} status @param {any} body */
  constructor(status, body) {
    super(body?.detail ?? body?.title ?? "offline")
    this.status = status
    this.body = body ?? {}
    this.kind = String(body?.type ?? "offline").split("/").pop() ?? ""
  }
}

/**
 * One request to the contract; an access token that has ended is renewed once.
 *
 * @template {string} M
 * @template {string} P
 * @param {M} method
 * @param {P} path
 * @param {{body?: Body<M, P>, bytes?: Blob, key?: string, match?: string, signal?: AbortSignal}} [options]
 * @returns {Promise<{data: Answer<M, P>, etag: string | null}>}
 */
export async function request(method, path, options = {}, again = true) {
  const token = await session.token()
  /** @type {Record<string, string>} */
  const headers = { "accept-language": language }
  if (token) headers.authorization = `Bearer ${token}`
  if (options.body !== undefined) headers["content-type"] = "application/json"
  if (options.bytes) headers["content-type"] = "application/octet-stream"
  if (options.key) headers["idempotency-key"] = options.key
  if (options.match) headers["if-match"] = options.match
  const response = await send(path, {
    method,
    headers,
    signal: options.signal,
    body: options.bytes ?? (options.body === undefined ? undefined : JSON.stringify(options.body)),
  })
  const data = await content(response)
  // Another 401 is about a password somebody entered, not about the session.
  if (response.status === 401 && token && new Problem(401, data).kind === "unauthenticated") {
    if (again && await session.renew()) return request(method, path, options, false)
    // It could not be renewed just now: that is no end.
    if (session.account) throw new Problem(0, null)
  }
  if (!response.ok) throw new Problem(response.status, data)
  return { data, etag: response.headers.get("etag") }
}

/** Nothing, an object, or the text or bytes of what is none. @param {Response} response */
function content(response) {
  if (response.status === 204) return null
  const type = response.headers.get("content-type")
  if (type?.startsWith("text/")) return response.text()
  if (type === "application/octet-stream") {
    // A connection that ends in the middle is none.
    return response.blob().catch(() => {
      throw new Problem(0, null)
    })
  }
  return response.json().catch(() => null)
}

/** @param {string} path @param {RequestInit} init */
async function send(path, init) {
  try {
    return await fetch(path, init)
  } catch {
    init.signal?.throwIfAborted()
    throw new Problem(0, null)
  }
}

/** @template {string} P @param {P} path @returns {Promise<Answer<"GET", P>>} */
export const get = async (path) => (await request("GET", path)).data

/** @template {string} P @param {P} path @param {Body<"POST", P>} [body] @param {string} [key] @returns {Promise<Answer<"POST", P>>} */
export const post = async (path, body, key) => (await request("POST", path, { body, key })).data

/** @template {string} P @param {P} path @returns {Promise<Answer<"DELETE", P>>} */
export const remove = async (path) => (await request("DELETE", path)).data

/** A key under which a request may be sent again. */
export const newKey = () => crypto.randomUUID()

/** Everything of a list, page by page. @template {string} P @param {P} path @returns {Promise<Item<P>[]>} */
export async function all(path) {
  const items = []
  for (let cursor = "";;) {
    const { data } = await request(
      "GET",
      /** @type {string} */ (`${path}${path.includes("?") ? "&" : "?"}limit=200${cursor}`),
    )
    const page = /** @type {{items: Item<P>[], next?: string}} */ (/** @type {unknown} */ (data))
    items.push(...page.items)
    if (!page.next) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}

/** Keys for something that is wanted once: the same while it is tried again, another once it was had or is another. */
export function intention() {
  let wanted = ""
  let key = newKey()
  return {
    /** @param {unknown} body */
    keyFor(body) {
      const now = JSON.stringify(body)
      if (now !== wanted) key = newKey()
      wanted = now
      return key
    },
    had() {
      wanted = ""
    },
  }
}
