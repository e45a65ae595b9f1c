import { dateText } from "./format.js"
import { language } from "./i18n.js"
import { de } from "./sentences-de.js"
import { translator } from "./translator.js"

/** @type {Record<string, Record<string, string>>} */
const languages = { de }
const translate = translator(languages[language] ?? {})

const POINTS = / \(\+\d+\)$/
const WHEN = /(?:\b[A-Z][a-z]{2} )?(\d{4}-\d\d-\d\d)( \d\d:\d\d)?/g

/** What the service said, in the reader's language, with dates as they write them. @param {string} said */
export function say(said) {
  const points = POINTS.exec(said)?.[0] ?? ""
  const text = translate(said.slice(0, said.length - points.length))
  return text.replace(WHEN, (_, date, time) => dateText(date) + (time ? `,${time}` : "")) + points
}
