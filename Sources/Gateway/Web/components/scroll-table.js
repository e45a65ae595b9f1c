import { h } from "../app/dom.js"

/**
 * A table that scrolls sideways where it is too wide, also with the keyboard.
 *
 * @param {string} label
 * @param {string[]} heads
 * @param {any[]} rows Elements `tr`.
 */
export const scrollTable = (label, heads, rows) =>
  h(
    "div",
    { class: "scroll", tabindex: 0, role: "region", "aria-label": label },
    h(
      "table",
      {},
      h("thead", {}, h("tr", {}, heads.map((text) => h("th", { scope: "col" }, text)))),
      h("tbody", {}, rows),
    ),
  )
