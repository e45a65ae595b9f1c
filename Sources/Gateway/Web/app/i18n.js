import { en } from "./words-en.js"
import { de } from "./words-de.js"

/** @type {Record<string, Record<string, string>>} */
const languages = { en, de }
const wished = localStorage.getItem("slotwise-language") ?? navigator.language.slice(0, 2)

export const language = wished in languages ? wished : "en"
document.documentElement.lang = language
document.documentElement.dir = ["ar", "fa", "he", "ur"].includes(language) ? "rtl" : "ltr"

/**
 * A sentence for people; `{name}` is replaced.
 *
 * @param {string} key
 * @param {Record<string, any>} [values]
 */
export function t(key, values = {}) {
  const text = languages[language][key] ?? en[key] ?? key
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""))
}

/** @param {string} other */
export function speak(other) {
  localStorage.setItem("slotwise-language", other)
  location.reload()
}

/** What went wrong, for people, and the next step. @param {any} error */
export function explain(error) {
  if (error.kind === "rule-broken") return t(`rule.${error.body.rule}`)
  const text = t(`problem.${error.kind ?? "failed"}`)
  const fact = ["invalid-request", "in-use"].includes(error.kind) ? ` ${error.message}` : ""
  return (text.startsWith("problem.") ? t("problem.failed") : text) + fact
}
