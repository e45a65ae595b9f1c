/// <reference lib="deno.ns" />
import { deepStrictEqual as equal } from "node:assert"
import { de } from "../../Sources/Gateway/Web/app/sentences-de.js"
import { translator } from "../../Sources/Gateway/Web/app/translator.js"

const sources = new URL("../../Sources/", import.meta.url)
const FILES = [
  "Suggesting/SuggestionWords.swift",
  "Book/Store/Transaction+caps.swift",
  "Rebalancing/PlanWords.swift",
  "Scenarios/KeyFigure.swift",
  "SchedulingService/Routes/Suggesting.swift",
]

/** The literals of some Swift, joined where the program joins them, with `{}` for what it puts in. */
function literals() {
  const swift = FILES.map((file) => Deno.readTextFileSync(new URL(file, sources))).join("\n")
  return swift.replace(/"\s*\+ (?:\(\w+ \? )?"/g, "").replace(/\\\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)/g, "{}")
}

Deno.test("a sentence is translated with its values, the most particular first", () => {
  const say = translator(de)
  equal(say("in 1 day"), "in 1 Tag")
  equal(say("in 6 days"), "in 6 Tagen")
  equal(say("on a Tuesday, as wished"), "an einem Dienstag, wie gewünscht")
  equal(say("same or wished practitioner"), "gewohnte oder gewünschte Person")
  equal(
    say("Tuesday or Friday costs 5 days: Tue 2026-12-01 08:00; otherwise Thu 2026-11-26 09:50"),
    "Dienstag oder Freitag kostet 5 Tage: Tue 2026-12-01 08:00; sonst Thu 2026-11-26 09:50",
  )
  equal(say("who knows what"), "who knows what")
})

Deno.test("every sentence of the table is one that the service says", () => {
  const said = literals()
  const names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
  // What a method makes of parts is looked for by its parts.
  const parts = (/** @type {string} */ sentence) =>
    sentence.replace("{n} day{s}", "").split(/\{\w+\}/).map((part) => part.replace(/^[:;,.\s]+|[:;,.\s]+$/g, ""))
      .filter((part) => part.length > 2)
  const unknown = Object.keys(de).filter((sentence) =>
    !names.includes(sentence) && !parts(sentence).every((part) => said.includes(part))
  )
  equal(unknown, [])
})
