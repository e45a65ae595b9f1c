/** @import { Preferences } from "contract" */
/** @import { Directory } from "../app/directory.js" */
import { weekdays } from "../app/calendar.js"
import { field, h, options } from "../app/dom.js"
import { weekdayName } from "../app/format.js"
import { t } from "../app/i18n.js"

const TIMES = /** @type {const} */ (["any", "am", "pm"])

/** A group of choices as chips. @param {string} legend @param {any[]} boxes @param {(index: number) => string} text */
export const chips = (legend, boxes, text) =>
  h(
    "fieldset",
    {},
    h("legend", {}, legend),
    h("div", { class: "chips" }, boxes.map((box, index) => h("label", { class: "chip" }, box, text(index)))),
  )

/** What somebody prefers: with whom, where, on which days, at what time of day. */
export class WishFields {
  #who
  #place
  #days = weekdays.map((day) => h("input", { type: "checkbox", value: day }))
  #times = TIMES.map((value) => h("input", { type: "radio", name: "time", value, checked: value === TIMES[0] }))
  #hasPlaces

  /** @param {Directory} known */
  constructor({ practitioners, locations }) {
    this.#who = h("select", {}, h("option", { value: "" }, t("find.anybody")), options(practitioners))
    this.#place = h("select", {}, h("option", { value: "" }, t("week.everywhere")), options(locations))
    this.#hasPlaces = locations.length > 1
  }

  /** Controls in the order of a form; `between` stands after whom and where. @param {...any} between */
  controls(...between) {
    return [
      field(t("find.who"), this.#who),
      this.#hasPlaces && field(t("week.where"), this.#place),
      ...between,
      chips(t("find.days"), this.#days, weekdayName),
      chips(t("find.times"), this.#times, (index) => t(`find.${TIMES[index]}`)),
    ]
  }

  /** @returns {Preferences} */
  get value() {
    const time = TIMES.find((_, index) => this.#times[index].checked) ?? TIMES[0]
    return {
      practitioners: this.#who.value ? [this.#who.value] : [],
      weekdays: this.#days.filter((box) => box.checked).map((box) => box.value),
      timesOfDay: time === TIMES[0] ? [] : [time],
      ...(this.#place.value ? { location: this.#place.value } : {}),
    }
  }

  set value({ practitioners = [], weekdays = [], timesOfDay = [], location = "" }) {
    this.#who.value = practitioners[0] ?? ""
    this.#place.value = location
    for (const box of this.#days) box.checked = weekdays.includes(box.value)
    for (const radio of this.#times) radio.checked = radio.value === (timesOfDay[0] ?? TIMES[0])
  }
}
