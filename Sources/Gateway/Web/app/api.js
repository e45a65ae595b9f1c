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
 * @param {string} method
 * @param {string} path
 * @param {{body?: any, key?: string, match?: string}} [options]
 * @returns {Promise<{data: any, etag: string | null}>}
 */
export async function request(method, path, options = {}, again = true) {
  const token = await session.token()
  /** @type {Record<string, string>} */
  const headers = {}
  if (token) headers.authorization = `Bearer ${token}`
  if (options.body !== undefined) headers["content-type"] = "application/json"
  if (options.key) headers["idempotency-key"] = options.key
  if (options.match) headers["if-match"] = options.match
  const response = await send(path, { method, headers, body: options.body === undefined ? undefined : JSON.stringify(options.body) })
  if (response.status === 401 && token && again && (await session.renew())) return request(method, path, options, false)
  if (response.status === 401 && token) session.ended()
  const data = response.status === 204 ? null : await response.json().catch(() => null)
  if (!response.ok) throw new Problem(response.status, data)
  return { data, etag: response.headers.get("etag") }
}

/** @param {string} path @param {RequestInit} init */
async function send(path, init) {
  try {
    return await fetch(path, init)
  } catch {
    throw new Problem(0, null)
  }
}

/** @param {string} path */
export const get = async (path) => (await request("GET", path)).data

/** @param {string} path @param {any} [body] @param {string} [key] */
export const post = async (path, body, key) => (await request("POST", path, { body, key })).data

/** @param {string} path */
export const remove = async (path) => (await request("DELETE", path)).data

/** A key under which a request may be sent again. */
export const newKey = () => crypto.randomUUID()

/** Everything of a list, page by page. @param {string} path */
export async function all(path) {
  const items = []
  for (let cursor = ""; ; ) {
    const page = await get(`${path}${path.includes("?") ? "&" : "?"}limit=200${cursor}`)
    items.push(...page.items)
    if (!page.next) return items
    cursor = `&cursor=${encodeURIComponent(page.next)}`
  }
}
