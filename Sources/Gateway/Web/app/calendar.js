/** @import { Schedule } from "contract" */

// Days are `yyyy-mm-dd`, times of day are minutes after local midnight, instants are RFC 3339; ranges are half-open.

export const weekdays = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]

const DAY = 86_400_000
const MINUTE = 60_000

/** @type {Map<string, Intl.DateTimeFormat>} */
const clocks = new Map()

/** Day and clock of a zone at an instant. @param {string | Date} instant @param {string} zone */
function wall(instant, zone) {
  let clock = clocks.get(zone)
  if (!clock) {
    const parts =
      /** @type {const} */ ({ year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" })
    clocks.set(zone, clock = new Intl.DateTimeFormat("en-CA", { timeZone: zone, hourCycle: "h23", ...parts }))
  }
  const [date, time] = clock.format(new Date(instant)).split(", ")
  return { date, minutes: minutesOf(time) }
}

/** The day at a place. @param {string | Date} instant @param {string} zone */
export const dateAt = (instant, zone) => wall(instant, zone).date

/** The time of day at a place. @param {string | Date} instant @param {string} zone */
export const minutesAt = (instant, zone) => wall(instant, zone).minutes

/** `09:30` as minutes. @param {string} clock */
export const minutesOf = (clock) => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5))

/** Minutes as `09:30`. @param {number} minutes */
export const clockOf = (minutes) =>
  `${String(Math.floor(minutes / 60)).padStart(2, "0")}:${String(minutes % 60).padStart(2, "0")}`

/** @param {string} date @param {number} days */
export const plusDays = (date, days) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

/** 0 for Monday. @param {string} date */
export const weekdayOf = (date) => (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7

/** @param {string} date */
export const mondayOf = (date) => plusDays(date, -weekdayOf(date))

/**
 * When it is this time of this day at a place: the earlier of two, and null for a time that is skipped there.
 *
 * @param {string} date
 * @param {number} minutes
 * @param {string} zone
 */
export function instantAt(date, minutes, zone) {
  const guess = Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE
  const candidates = [DAY, -DAY].map((near) => guess - offset(new Date(guess - near), zone))
  const found = candidates.sort((a, b) => a - b).find((one) => {
    const there = wall(new Date(one), zone)
    return there.date === date && there.minutes === minutes
  })
  return found === undefined ? null : new Date(found).toISOString().replace(".000Z", "Z")
}

/** How far a zone is ahead of UTC, in milliseconds. @param {Date} at @param {string} zone */
function offset(at, zone) {
  const { date, minutes } = wall(at, zone)
  return Date.parse(`${date}T00:00:00Z`) + minutes * MINUTE - Math.floor(at.getTime() / MINUTE) * MINUTE
}

/** When a day begins at a place, also where its midnight is skipped. @param {string} date @param {string} zone */
export function startOfDay(date, zone) {
  for (let minutes = 0; minutes < 180; minutes += 15) {
    const instant = instantAt(date, minutes, zone)
    if (instant) return instant
  }
  return `${date}T00:00:00Z`
}

/** Minutes of the day of a range; beyond 24:00 if it ends on the next day. @param {{start: string, end: string}} hours @returns {[number, number]} */
function minutes({ start, end }) {
  const [from, to] = [minutesOf(start), minutesOf(end)]
  return [from, to < from ? to + MINUTES_A_DAY : to]
}

const MINUTES_A_DAY = 24 * 60

/** Hours that begin on a day. @param {Schedule} schedule @param {string} date @returns {[number, number][]} */
function hoursFrom({ templates, exceptions }, date) {
  const today = exceptions.filter((one) => one.date === date)
  const isValid = (/** @type {Schedule["templates"][number]} */ one) =>
    one.weekday === weekdays[weekdayOf(date)] && one.validFrom <= date && (!one.validUntil || date <= one.validUntil)
  const open = [
    ...templates.filter(isValid).flatMap((one) => minus([minutes(one.hours)], one.breaks.map(minutes))),
    ...today.filter((one) => one.effect === "open").map((one) => minutes(one.hours)),
  ]
  return minus(open, today.filter((one) => one.effect === "close").map((one) => minutes(one.hours)))
}

/**
 * When somebody works on a day, by their weekly hours, breaks and single days, with what began the day before.
 *
 * @param {Schedule} schedule
 * @param {string} date
 * @returns {[number, number][]}
 */
export function openHours(schedule, date) {
  const before = hoursFrom(schedule, plusDays(date, -1)).map((
    [start, end],
  ) => /** @type {[number, number]} */ ([start - MINUTES_A_DAY, end - MINUTES_A_DAY]))
  return minus([...before, ...hoursFrom(schedule, date)], [[-MINUTES_A_DAY, 0], [MINUTES_A_DAY, 2 * MINUTES_A_DAY]])
    .sort((a, b) => a[0] - b[0])
}

/** What is left of `ranges` without `holes`. @param {[number, number][]} ranges @param {[number, number][]} holes @returns {[number, number][]} */
function minus(ranges, holes) {
  return holes.reduce(
    (left, [from, to]) =>
      left.flatMap((
        [start, end],
      ) => /** @type {[number, number][]} */ ([[start, Math.min(end, from)], [Math.max(start, to), end]]))
        .filter(([start, end]) => start < end),
    ranges,
  )
}

/**
 * Where each of some ranges stands beside those it overlaps: its column, of how many.
 *
 * @template {{start: number, end: number}} T
 * @param {T[]} ranges
 * @returns {{range: T, column: number, columns: number}[]}
 */
export function sideBySide(ranges) {
  /** @type {{range: T, column: number, columns: number}[]} */
  const placed = []
  /** @type {number[]} */
  let ends = []
  let first = 0
  for (const range of [...ranges].sort((a, b) => a.start - b.start || a.end - b.end)) {
    if (ends.every((end) => end <= range.start)) [ends, first] = [[], placed.length]
    const free = ends.findIndex((end) => end <= range.start)
    const column = free < 0 ? ends.length : free
    ends[column] = range.end
    placed.push({ range, column, columns: 0 })
    for (const one of placed.slice(first)) one.columns = ends.length
  }
  return placed
}
