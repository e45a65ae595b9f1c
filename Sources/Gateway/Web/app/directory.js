import { get } from "./api.js"
import { keep, recall } from "./offline.js"

/**
 * @typedef {{id: string, name: string, zone: string}} Location
 * @typedef {{id: string, name: string, location: string, skills: string[], nextFree?: string}} Practitioner
 * @typedef {{id: string, name: string, durationMinutes: number, skill: string}} Type
 * @typedef {{locations: Location[], practitioners: Practitioner[], types: Type[]}} Directory
 */

/** @type {Promise<Directory> | null} */
let loading = null

/** Sites, people and types by name: asked for once, kept for reading offline. @returns {Promise<Directory>} */
export function directory() {
  loading ??= load().catch((error) => { loading = null; throw error })
  return loading
}

async function load() {
  try {
    const [locations, practitioners, types] = await Promise.all(["/v1/locations", "/v1/practitioners", "/v1/appointment-types"].map(get))
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

/** The zone of a location's wall clock. @param {Directory} known @param {string} practitioner */
export function zoneOf(known, practitioner) {
  const location = find(known.practitioners, practitioner)?.location ?? ""
  return find(known.locations, location)?.zone ?? "UTC"
}
