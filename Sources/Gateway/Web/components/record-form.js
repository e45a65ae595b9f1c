import { field, h, single } from "../app/dom.js"
import { t } from "../app/i18n.js"

/**
 * One member of a record, and how it is entered.
 *
 * @typedef {object} Field
 * @property {string} name The member; `a.b` is the member `b` of `a`.
 * @property {string} label
 * @property {"text" | "number" | "date" | "time" | "email" | "check" | "one" | "many" | "words"} kind
 * @property {[string, string][]} [options] Value and text, of which `one` or `many` are chosen.
 * @property {(text: string) => any} [parse] How what is chosen is read; as it is if absent.
 * @property {boolean} [isOptional] Left out of the record when nothing is entered.
 * @property {string} [hint]
 * @property {Record<string, any>} [limits] Attributes of the control, such as `min`.
 */

/** Builds the control of a kind, and how its value is read. @type {Record<Field["kind"], (one: Field, value: any) => {control: any, read: () => any}>} */
const controls = {
  text: (one, value) => input(one, { value: value ?? "" }),
  date: (one, value) => input(one, { type: "date", value: value ?? "" }),
  time: (one, value) => input(one, { type: "time", value: value ?? "" }),
  email: (one, value) => input(one, { type: "email", value: value ?? "" }),
  number: (one, value) => input(one, { type: "number", step: 1, value: value ?? "" }, Number),
  // Whoever writes a list separates it by commas.
  words: (one, value) =>
    input(
      one,
      { value: (value ?? []).join(", ") },
      (text) => text.split(",").map((word) => word.trim()).filter(Boolean),
    ),
  check: (_, value) => {
    const control = h("input", { type: "checkbox", checked: Boolean(value) })
    return { control, read: () => control.checked }
  },
  one: (one, value) => {
    const control = h(
      "select",
      { required: !one.isOptional },
      one.isOptional && h("option", { value: "" }, "–"),
      one.options?.map(([id, text]) => h("option", { value: id }, text)),
    )
    if (value !== undefined) control.value = value
    return { control, read: () => control.value && one.parse ? one.parse(control.value) : control.value }
  },
  many: (one, value) => {
    const boxes =
      one.options?.map(([id]) => h("input", { type: "checkbox", value: id, checked: (value ?? []).includes(id) })) ?? []
    const chips = boxes.map((box, index) => h("label", { class: "chip" }, box, one.options?.[index][1]))
    return {
      control: h("fieldset", {}, h("legend", {}, one.label), h("div", { class: "chips" }, chips)),
      read: () => boxes.filter((box) => box.checked).map((box) => box.value),
    }
  },
}

/** @param {Field} one @param {Record<string, any>} attributes @param {(text: string) => any} [parse] */
function input(one, attributes, parse = (text) => text) {
  const control = h("input", { required: !one.isOptional, maxlength: 200, ...attributes, ...one.limits })
  return { control, read: () => control.value === "" && one.isOptional ? "" : parse(control.value) }
}

/**
 * A form for one record.
 *
 * @param {Field[]} fields
 * @param {any} record What is entered at first.
 * @param {{save: (record: any) => Promise<void>, saveText?: string, remove?: () => void, close?: () => void}} actions `save` throws what is wrong.
 * @param {(error: any) => string} explain
 */
export function recordForm(fields, record, actions, explain) {
  const entered = fields.map((one) => ({ one, ...controls[one.kind](one, member(record, one.name)) }))
  const problem = h("p", { class: "notice bad", role: "alert", hidden: true })
  const send = async (/** @type {Event} */ event) => {
    event.preventDefault()
    problem.hidden = true
    try {
      await actions.save(gather(entered))
    } catch (error) {
      problem.textContent = explain(error)
      problem.hidden = false
    }
  }
  return h(
    "form",
    { class: "stack", onsubmit: single(send) },
    entered.map(({ one, control }) =>
      one.kind === "many" ?
        control :
        one.kind === "check" ?
        h("label", { class: "chip" }, control, one.label) :
        field(one.label, control, one.hint)
    ),
    problem,
    h(
      "div",
      { class: "row" },
      h("button", { class: "primary" }, actions.saveText ?? t("record.save")),
      actions.close && h("button", { type: "button", onclick: actions.close }, t("record.close")),
      actions.remove && h("button", { type: "button", class: "danger", onclick: actions.remove }, t("record.remove")),
    ),
  )
}

/** @param {any} record @param {string} name */
const member = (record, name) => name.split(".").reduce((value, key) => value?.[key], record)

/** The record that was entered, without members that were left empty. @param {{one: Field, read: () => any}[]} entered */
function gather(entered) {
  /** @type {Record<string, any>} */
  const record = {}
  for (const { one, read } of entered) {
    const value = read()
    if (value === "" && one.isOptional) continue
    const [outer, inner] = one.name.split(".")
    if (inner) record[outer] = { ...record[outer], [inner]: value }
    else record[outer] = value
  }
  return record
}
