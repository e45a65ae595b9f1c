/// <reference lib="deno.ns" />
import { deepStrictEqual as equal } from "node:assert"
import { de } from "../../Sources/Gateway/Web/app/words/de.js"
import { en } from "../../Sources/Gateway/Web/app/words/en.js"

const root = new URL("../../Sources/Gateway/Web/", import.meta.url)

/** @param {URL} folder @returns {string} */
function everything(folder) {
  return [...Deno.readDirSync(folder)].map((entry) => {
    if (entry.name === "words") return ""
    if (entry.isDirectory) return everything(new URL(`${entry.name}/`, folder))
    return entry.name.endsWith(".js") ? Deno.readTextFileSync(new URL(entry.name, folder)) : ""
  }).join("\n")
}

const source = everything(root)

Deno.test("both languages say the same things, with the same values in them", () => {
  equal(Object.keys(de).sort(), Object.keys(en).sort())
  const values = (/** @type {string} */ text) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort()
  for (const key of Object.keys(en)) equal(values(de[key]), values(en[key]), key)
})

Deno.test("every sentence that is asked for exists", () => {
  const asked = [...source.matchAll(/\bt\("([^"]+)"/g)].map((match) => match[1])
  equal([...new Set(asked)].filter((key) => !(key in en)), [])
})

Deno.test("no sentence is kept that nobody asks for", () => {
  const beginnings = [...source.matchAll(/`((?:\w+\.)+)\$\{/g)].map((match) => match[1])
  const isAsked = (/** @type {string} */ key) =>
    source.includes(`"${key}"`) || beginnings.some((beginning) => key.startsWith(beginning))
  equal(Object.keys(en).filter((key) => !isAsked(key)), [])
})

Deno.test("every rule of the clinic has words", () => {
  const swift = Deno.readTextFileSync(new URL("../../Sources/Book/BookingError.swift", import.meta.url))
  const rules = /enum BookingRule[^{]*\{([^}]*)\}/.exec(swift)?.[1] ?? ""
  const names = [...rules.matchAll(/case (\w+)(?: = "([^"]+)")?/g)].map(([, name, value]) => value ?? name)
  equal(names.length > 10, true)
  equal(names.filter((name) => !(`rule.${name}` in en)), [])
})
