const wished = localStorage.getItem("slotwise-language") ?? navigator.language.slice(0, 2)

export const language = wished === "de" ? "de" : "en"
// The words of the other language are not loaded.
const words = language === "de" ? (await import("./words/de.js")).de : (await import("./words/en.js")).en
document.documentElement.lang = language
document.documentElement.dir = ["ar", "fa", "he", "ur"].includes(language) ? "rtl" : "ltr"

/**
 * A sentence for people; `{name}` is replaced.
 *
 * @param {string} key
 * @param {Record<string, any>} [values]
 */
export function t(key, values = {}) {
  const text = words[key] ?? key
  return text.replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""))
}

/** @param {string} other */
export function speak(other) {
  localStorage.setItem("slotwise-language", other)
  location.reload()
}

/** What went wrong, for people, and the next step. @param {any} error */
export function explain(error) {
  if (error.kind === "rule-broken" && error.body.rule) return t(`rule.${error.body.rule}`)
  const text = t(`problem.${error.kind ?? "failed"}`)
  const fact = ["invalid-request", "in-use"].includes(error.kind) ? ` ${error.message}` : ""
  return (text.startsWith("problem.") ? t("problem.failed") : text) + fact
}
