/** @import { Attachment } from "contract" */
import { Problem, request } from "./api.js"

/** What the service takes at once, and gives. */
const PART = 262_144
/** How often something is tried where the network or the service fails, and the pause before each further time. */
const TRIES = 5
const PAUSE = 1_500
/** Refusals that pass: nobody answers, too much was asked, a service is away. */
const PASSING = [0, 429, 503]

/** What files of each kind are called by devices. */
const KINDS = {
  pdf: { type: "application/pdf", ending: ".pdf" },
  jpeg: { type: "image/jpeg", ending: ".jpg" },
  png: { type: "image/png", ending: ".png" },
  webp: { type: "image/webp", ending: ".webp" },
  text: { type: "text/plain;charset=utf-8", ending: ".txt" },
}

/** What can be chosen. */
export const ACCEPTED = "application/pdf,image/jpeg,image/png,image/webp,text/plain"
/** Bytes of a file. */
export const LARGEST = 10_485_760

/** @param {string} thread @returns {`/v1/threads/${string}/attachments`} */
const place = (thread) => `/v1/threads/${encodeURIComponent(thread)}/attachments`

/** @param {string} thread @param {string} id @param {number} number @returns {`/v1/threads/${string}/attachments/${string}/parts/${number}`} */
const partAt = (thread, id, number) => `${place(thread)}/${encodeURIComponent(id)}/parts/${number}`

/**
 * Sends a file for a conversation, part by part; a part that the network loses is sent again.
 *
 * @param {string} thread
 * @param {File} file
 * @param {(share: number) => void} onProgress
 * @param {AbortSignal} signal whoever does not want it any more; what was sent of it is taken back
 * @returns {Promise<Attachment>}
 */
export async function upload(thread, file, onProgress, signal) {
  const body = { name: plainName(file.name), bytes: file.size }
  const begun = (await persistently(() => request("POST", place(thread), { body, signal }), signal)).data
  try {
    for (let number = 1; number <= begun.parts; number++) {
      const bytes = file.slice((number - 1) * PART, number * PART)
      await persistently(() => request("PUT", partAt(thread, begun.id, number), { bytes, signal }), signal)
      onProgress(number / begun.parts)
    }
    const end = /** @type {`/v1/threads/${string}/attachments/${string}/completion`} */ (
      `${place(thread)}/${encodeURIComponent(begun.id)}/completion`
    )
    const { data } = await persistently(() => request("POST", end, { signal }), signal)
    signal.throwIfAborted()
    return data
  } catch (error) {
    drop(thread, begun.id)
    throw error
  }
}

/** Takes back a file that was not sent; what is not taken back is forgotten in a day. @param {string} thread @param {string} id */
export const drop = (thread, id) => request("DELETE", `${place(thread)}/${encodeURIComponent(id)}`).catch(() => null)

/** Brings a file of a conversation to the device. @param {string} thread @param {Attachment} file @param {(share: number) => void} onProgress */
export async function download(thread, file, onProgress) {
  const parts = []
  for (let number = 1; number <= file.parts; number++) {
    parts.push(await persistently(async () => (await request("GET", partAt(thread, file.id, number))).data))
    onProgress(number / file.parts)
  }
  const { type } = KINDS[file.kind ?? "text"]
  return new Blob(/** @type {BlobPart[]} */ (/** @type {unknown} */ (parts)), { type })
}

/** What a file is called on the device: whatever its writer called it, it ends as what it is. @param {Attachment} file */
export function fileName(file) {
  const { ending } = KINDS[file.kind ?? "text"]
  const name = (file.name ?? "file").replaceAll(/[\\/\p{C}]/gu, "_")
  const isRight = name.toLowerCase().endsWith(ending) || (file.kind === "jpeg" && /\.jpeg$/i.test(name))
  return isRight ? name : name + ending
}

/** A name as the service takes it: without what nobody sees, and not too long. @param {string} name */
function plainName(name) {
  const shown = [...name.replaceAll(/[\p{C}\p{Zl}\p{Zp}]/gu, "").trim()]
  return shown.length > 200 ? `${shown.slice(0, 150).join("")}…${shown.slice(-40).join("")}` : shown.join("") || "file"
}

/** @template T @param {() => Promise<T>} act @param {AbortSignal} [signal] @returns {Promise<T>} */
async function persistently(act, signal) {
  for (let left = TRIES - 1;; left--) {
    signal?.throwIfAborted()
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof Problem && PASSING.includes(error.status)) || left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE * (TRIES - left)))
    }
  }
}
