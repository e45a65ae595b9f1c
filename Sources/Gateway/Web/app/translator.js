/**
 * Translates sentences that somebody else made, values and all, by a table of them; what is not in it stays as it is.
 *
 * The sentence with the most words of its own wins. Values are translated too, such as names of days.
 *
 * @param {Record<string, string>} table Like `sentences-de.js`.
 * @returns {(said: string) => string}
 */
export function translator(table) {
  const own = (/** @type {string} */ sentence) => sentence.replace(/\{\w+\}/g, "").length
  const sentences = Object.keys(table).sort((a, b) => own(b) - own(a))
  const patterns = sentences.map((sentence) => ({ pattern: pattern(sentence), translation: table[sentence] }))
  const translate = (/** @type {string} */ said) => {
    for (const { pattern, translation } of patterns) {
      const found = pattern.exec(said)
      if (found) return fill(translation, found.groups ?? {}, translate)
    }
    return said
  }
  return translate
}

/** @param {string} translation @param {Record<string, string>} values @param {(said: string) => string} translate */
function fill(translation, values, translate) {
  return translation.replace(
    /\{(\w+)(?:\|([^|}]+)\|([^}]+))?\}/g,
    (_, name, one, many) => one ? `${values[name]} ${values[name] === "1" ? one : many}` : translate(values[name]),
  )
}

/** What recognises a sentence whatever its values are. @param {string} sentence */
function pattern(sentence) {
  const parts = sentence.split(/\{(\w+)\}/).map((part, index) => {
    if (index % 2 === 0) return part.replace(/[.*+?^$()|[\]\\]/g, "\\$&")
    return part === "s" ? "s?" : part === "n" ? "(?<n>\\d+)" : `(?<${part}>.+?)`
  })
  return new RegExp(`^${parts.join("")}$`)
}
