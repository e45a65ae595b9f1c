import { h } from "../app/dom.js"

/**
 * Buttons of which one is pressed.
 *
 * @template T
 * @param {[T, string][]} choices Value and text.
 * @param {T} chosen
 * @param {(value: T) => void} choose Called with another value once its button is pressed.
 * @param {Record<string, any>} [attributes] Of the group.
 */
export function choiceGroup(choices, chosen, choose, attributes = {}) {
  const buttons = choices.map(([value, text]) => {
    const press = () => {
      for (const one of buttons) one.setAttribute("aria-pressed", String(one === button))
      choose(value)
    }
    const button = h("button", { type: "button", "aria-pressed": String(value === chosen), onclick: press }, text)
    return button
  })
  return h("div", { class: "row", ...attributes }, buttons)
}
