import { language, t } from "./i18n.js"

// The person's own way of writing the language, such as British English.
const written = navigator.languages.find((one) => one.startsWith(language)) ?? language
/** Where the reader is. */
export const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map()

/** @param {string} zone @param {Intl.DateTimeFormatOptions} options */
function format(zone, options) {
  const key = zone + JSON.stringify(options)
  let known = formats.get(key)
  if (!known) formats.set(key, known = new Intl.DateTimeFormat(written, { timeZone: zone, ...options }))
  return known
}

/** Day and time at the place of the appointment. @param {string} instant @param {string} zone */
export const dayAndTime = (instant, zone) =>
  format(zone, { weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" }).format(
    new Date(instant),
  )

/** @param {string} instant @param {string} zone */
export const timeOf = (instant, zone) => format(zone, { hour: "2-digit", minute: "2-digit" }).format(new Date(instant))

/** @param {string} instant @param {string} zone */
export const dayOf = (instant, zone) =>
  format(zone, { weekday: "long", day: "numeric", month: "long" }).format(new Date(instant))

/** The time here, if it is another than there; with the day, if that is another too. @param {string} instant @param {string} zone */
export function ownTime(instant, zone) {
  if (dayAndTime(instant, ownZone) === dayAndTime(instant, zone)) return null
  const isSameDay = dayOf(instant, ownZone) === dayOf(instant, zone)
  return t("zone.own", { time: isSameDay ? timeOf(instant, ownZone) : dayAndTime(instant, ownZone) })
}

/** @param {string} date `yyyy-mm-dd` */
export const dateText = (date) =>
  format("UTC", { weekday: "short", day: "numeric", month: "short" }).format(new Date(`${date}T00:00:00Z`))

/** @param {number} index 0 for Monday */
export const weekdayName = (index) => format("UTC", { weekday: "short" }).format(new Date(Date.UTC(2024, 0, 1 + index)))

/** Why, with the points it adds to a cost. @param {{text: string, points?: number}} reason */
export const reasonText = ({ text, points }) => points ? `${text} (+${points})` : text

/** @param {number} value */
export const number = (value) => new Intl.NumberFormat(written, { maximumFractionDigits: 2 }).format(value)

/** How long a file is. @param {number} count bytes */
export function bytes(count) {
  const [size, unit] = count < 1_000_000 ? [Math.ceil(count / 1_000), "kilobyte"] : [count / 1_000_000, "megabyte"]
  return new Intl.NumberFormat(written, { style: "unit", unit, maximumFractionDigits: 1 }).format(size)
}

/** A language in the reader's own, by its tag. @param {string} tag */
export function languageName(tag) {
  try {
    return new Intl.DisplayNames([written], { type: "language" }).of(tag) ?? tag
  } catch {
    return tag
  }
}
