import { t } from "./i18n.js"

/**
 * Builds an element from text and other elements; text never becomes markup.
 *
 * @param {string} name Tag, also of SVG after `svg:`.
 * @param {Record<string, any>} [attributes] `onclick` and the like add listeners; true and false set or leave out;
 *   `style` is a table of properties, which the content policy allows where text is forbidden.
 * @param {...any} children Texts, nodes, lists of either; null is left out.
 * @returns {any}
 */
export function h(name, attributes = {}, ...children) {
  const element = name.startsWith("svg:") ?
    document.createElementNS("http://www.w3.org/2000/svg", name.slice(4)) :
    document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) set(element, key, value)
  element.append(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  )
  return element
}

/** @param {Element} element @param {string} key @param {any} value */
function set(element, key, value) {
  if (key.startsWith("on")) element.addEventListener(key.slice(2), value)
  else if (key === "style") {
    for (const [name, one] of Object.entries(value)) /** @type {any} */ (element).style.setProperty(name, one)
  } else if (key === "value" || key === "checked") /** @type {any} */ (element)[key] = value
  else if (value === true) element.setAttribute(key, "")
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(key, String(value))
}

/**
 * Does something once however often it is clicked: again only when it has ended.
 *
 * @template {unknown[]} A
 * @param {(...values: A) => unknown} work
 */
export function single(work) {
  let isRunning = false
  return async (/** @type {A} */ ...values) => {
    if (values[0] instanceof Event) values[0].preventDefault()
    if (isRunning) return
    isRunning = true
    try {
      await work(...values)
    } finally {
      isRunning = false
    }
  }
}

/** What can be chosen, by name. @param {{id: string, name: string}[]} list */
export const options = (list) => list.map((one) => h("option", { value: one.id }, one.name))

let fields = 0

/**
 * A labelled control with room for what is wrong with it.
 *
 * @param {string} label
 * @param {HTMLElement} control
 * @param {string} [hint]
 */
export function field(label, control, hint) {
  fields += 1
  control.id ||= `field-${fields}`
  const error = h("span", { class: "error", id: `${control.id}-error`, role: "alert", hidden: true })
  control.setAttribute("aria-describedby", error.id)
  return h(
    "div",
    { class: "field" },
    h("label", { for: control.id }, label),
    hint && h("span", { class: "small muted" }, hint),
    control,
    error,
  )
}

/** Says beside a control what is wrong with it, or nothing. @param {HTMLElement} control @param {string} [message] */
export function complain(control, message) {
  const error = document.getElementById(`${control.id}-error`)
  control.setAttribute("aria-invalid", message ? "true" : "false")
  if (!error) return
  error.textContent = message ?? ""
  error.hidden = !message
}

/** What somebody would say a control is, and of what. @param {Element} control */
const spoken = (control) =>
  [
    control.closest("article, tr, section")?.getAttribute("aria-label"),
    control.getAttribute("aria-label") ?? control.textContent,
  ].join("|")

/**
 * Shows other content; whoever was at a control is at the one that says the same.
 *
 * @param {Element} container
 * @param {...any} children
 */
export function redraw(container, ...children) {
  const focused = container.contains(document.activeElement) ? document.activeElement : null
  const was = focused && spoken(focused)
  container.replaceChildren(
    ...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false),
  )
  if (!was) return
  const same = [...container.querySelectorAll("a, button, input, select")].find((one) => spoken(one) === was)
  if (same instanceof HTMLElement) same.focus({ preventScroll: true })
}

/** Tells screen readers. @param {string} text */
export function announce(text) {
  const announcer = document.getElementById("announcer")
  if (announcer) announcer.textContent = text
}

/**
 * Tells everybody for a while.
 *
 * @param {string} text
 * @param {{label: string, run: () => void}} [action]
 */
export function toast(text, action) {
  const note = h(
    "div",
    { class: "toast" },
    h("span", {}, text),
    action && h("button", {
      type: "button",
      onclick: () => {
        note.remove()
        action.run()
      },
    }, action.label),
  )
  // The same again is one message, that stays for longer.
  const shown = [...document.querySelectorAll("#toasts > .toast")]
  if (!action) shown.find((one) => one.textContent === note.textContent)?.remove()
  if (action) note.append(h("button", { type: "button", onclick: () => note.remove() }, t("later")))
  document.getElementById("toasts")?.append(note)
  if (!action) setTimeout(() => note.remove(), 6000)
}

/**
 * Asks for one of several ways to go on.
 *
 * @param {string} title
 * @param {any} content
 * @param {{value: string, text: string, style?: string}[]} ways The last is what Escape means.
 * @returns {Promise<string>}
 */
export function choose(title, content, ways) {
  const last = ways[ways.length - 1].value
  return new Promise((resolve) => {
    const close = () => {
      resolve(dialog.returnValue || last)
      dialog.remove()
    }
    const dialog = h(
      "dialog",
      { "aria-labelledby": "ask-title", onclose: close },
      h(
        "form",
        { method: "dialog", class: "stack" },
        h("h2", { id: "ask-title" }, title),
        content,
        h(
          "div",
          { class: "row" },
          ways.map(({ value, text, style = "" }, index) =>
            h("button", { value, class: style, autofocus: index === ways.length - 1 }, text)
          ),
        ),
      ),
    )
    document.body.append(dialog)
    dialog.showModal()
  })
}

/**
 * Asks before something is done.
 *
 * @param {string} title
 * @param {any} content
 * @param {string} yes
 * @param {string} no
 * @param {string} [style]
 */
export async function ask(title, content, yes, no, style = "primary") {
  return await choose(title, content, [{ value: "yes", text: yes, style }, { value: "no", text: no }]) === "yes"
}

/** Puts a value into a set or takes it out. @param {Set<string>} set @param {string} value @param {boolean} isIn */
export function toggle(set, value, isIn) {
  if (isIn) set.add(value)
  else set.delete(value)
}
