/** @import { Slot } from "contract" */
import { h } from "../app/dom.js"
import { nameOf, zoneOf } from "../app/directory.js"
import { dayAndTime, dayOf, timeOf } from "../app/format.js"

/**
 * Free times by day, each a button.
 *
 * @param {Slot[]} slots by start
 * @param {import("../app/directory.js").Directory} known
 * @param {(slot: Slot) => void} choose
 */
export function freeTimes(slots, known, choose) {
  const zone = (/** @type {Slot} */ slot) => zoneOf(known, slot.practitioner)
  const days = Map.groupBy(slots, (slot) => dayOf(slot.start, zone(slot)))
  return [...days].map(([day, times]) =>
    h(
      "section",
      { class: "stack tight" },
      h("h3", {}, day),
      h(
        "div",
        { class: "row" },
        times.map((slot) => {
          const who = nameOf(known.practitioners, slot.practitioner)
          return h("button", {
            type: "button",
            "aria-label": `${dayAndTime(slot.start, zone(slot))}, ${who}`,
            title: who,
            onclick: () => choose(slot),
          }, timeOf(slot.start, zone(slot)))
        }),
      ),
    )
  )
}
