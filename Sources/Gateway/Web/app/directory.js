import { get } from "./api.js"
import { keep, recall } from "./offline.js"
import { session } from "./session.js"

/**
 * @import { AppointmentType, Location, Practitioner } from "contract"
 * @typedef {{locations: Location[], practitioners: Practitioner[], types: AppointmentType[]}} Directory
 */

/** @type {Promise<Directory> | null} */
let loading = null

/** Sites, people and types by name: asked for once, kept for reading offline. @returns {Promise<Directory>} */
export function directory() {
  loading ??= load().catch((error) => {
    loading = null
    throw error
  })
  return loading
}

/** Reads the directory anew when it is asked for next: the clinic was changed. */
export function forgetDirectory() {
  loading = null
}

async function load() {
  try {
    const [locations, practitioners, types] = await Promise.all([
      get("/v1/locations"),
      get("/v1/practitioners"),
      get("/v1/appointment-types"),
    ])
    const found = { locations: locations.items, practitioners: practitioners.items, types: types.items }
    await keep("directory", found).catch(() => null)
    return found
  } catch (error) {
    const kept = await recall("directory")
    if (kept) return kept.data
    throw error
  }
}

/** @template {{id: string}} T @param {T[]} list @param {string} id @returns {T | undefined} */
export const find = (list, id) => list.find((item) => item.id === id)

/** The name of whatever has this id, or the id. @param {{id: string, name: string}[]} list @param {string} id */
export const nameOf = (list, id) => find(list, id)?.name ?? id

/** Whose schedules the caller sees: everybody's, or their own. @param {Directory} known */
export function schedulesOf(known) {
  const mine = session.account?.practitioner
  return known.practitioners.filter((one) => !mine || one.id === mine)
}

/** The zone of a location's wall clock. @param {Directory} known @param {string} practitioner */
export function zoneOf(known, practitioner) {
  const location = find(known.practitioners, practitioner)?.location ?? ""
  return find(known.locations, location)?.zone ?? "UTC"
}
