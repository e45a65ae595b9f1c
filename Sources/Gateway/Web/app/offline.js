/**
 * Keeps what may be read offline, encrypted with a key that never leaves the browser, for seven days at most.
 *
 * Only the names in ALLOWED are ever kept; all of it goes when somebody signs out.
 */
const ALLOWED = new Set(["appointments", "agenda", "directory", "messages"])
const DAYS = 7

/** Whether anything may be kept: while somebody is signed in, and not for a moment longer. */
let isOpen = false

/** From now on somebody is signed in. */
export function allow() {
  isOpen = true
}

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("slotwise", 1)
    request.onupgradeneeded = () => {
      request.result.createObjectStore("kept")
    }
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

/**
 * @template T
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} body
 * @returns {Promise<T>}
 */
async function withStore(mode, body) {
  const database = await open()
  try {
    return await new Promise((resolve, reject) => {
      const request = body(database.transaction("kept", mode).objectStore("kept"))
      request.onsuccess = () => resolve(request.result)
      request.onerror = () => reject(request.error)
    })
  } finally {
    database.close()
  }
}

async function key() {
  const known = await withStore("readonly", (store) => store.get("key"))
  if (known) return known
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"])
  await put("key", made)
  return made
}

/**
 * Stores a value unless everything was forgotten meanwhile: what was asked for before the signing out may arrive after.
 *
 * @param {string} name @param {any} value
 */
const put = (name, value) =>
  withStore("readwrite", (store) => /** @type {IDBRequest<any>} */ (isOpen ? store.put(value, name) : store.count()))

/** Keeps `data` under one of the allowed names. @param {string} name @param {any} data */
export async function keep(name, data) {
  if (!ALLOWED.has(name)) throw new Error(`${name} may not be kept`)
  if (!isOpen) return
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const bytes = new TextEncoder().encode(JSON.stringify({ at: Date.now(), data }))
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await key(), bytes)
  await put(name, { iv, sealed })
}

/** What was kept and when; null for nothing, or for what is too old. @param {string} name */
export async function recall(name) {
  const entry = await withStore("readonly", (store) => store.get(name))
  if (!entry) return null
  try {
    const bytes = await crypto.subtle.decrypt({ name: "AES-GCM", iv: entry.iv }, await key(), entry.sealed)
    const { at, data } = JSON.parse(new TextDecoder().decode(bytes))
    if (Date.now() - at < DAYS * 86_400_000) return { at, data }
    await withStore("readwrite", (store) => store.delete(name))
    return null
  } catch {
    return null
  }
}

/** Forgets what is too old. */
export async function sweep() {
  for (const name of ALLOWED) await recall(name)
}

/** Forgets everything, the key too. */
export async function wipe() {
  isOpen = false
  await withStore("readwrite", (store) => store.clear()).catch(() => null)
}
