/** @import { Report, ReportColumn } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { field, h, redraw } from "../../app/dom.js"
import { dateAt, plusDays } from "../../app/calendar.js"
import { dateText, number, ownZone, weekdayName } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { showCounted } from "../../components/counted-list.js"
import { scrollTable } from "../../components/scroll-table.js"

/** @typedef {Report["dimensions"][number]} Dimension */

/** By what open hours are told apart. @type {Dimension[]} */
const OPEN = ["month", "week", "day", "weekday", "hour", "practitioner", "location"]
/** Reports that every clinic has, each with what it is told apart by first, and by what it can be. @type {[string, Dimension, Dimension[]?][]} */
const REPORTS = [
  ["appointments", "month"],
  ["practitioners", "practitioner"],
  ["utilisation", "practitioner", OPEN],
  ["engagement", "lead"],
  ["reminders", "lead"],
  ["revenue", "appointmentType"],
]
/** In the order in which they are offered. @type {Dimension[]} */
const DIMENSIONS = [
  "month",
  "week",
  "day",
  "weekday",
  "hour",
  "practitioner",
  "location",
  "appointmentType",
  "priority",
  "status",
  "lead",
  "bookedBy",
  "cancelledBy",
  "cancelReason",
  "age",
  "reminded",
]
/** Where having no group means that nobody knows. @type {Dimension[]} */
const UNKNOWN = ["age", "reminded"]
/** Days that are shown first: what was, and what is booked. */
const [BEFORE, AFTER] = [60, 30]

/** What happened, in figures: a table with bars of the figure that matters, and the same as a file. */
class ReportsView extends View {
  #report = h("select", { onchange: () => this.#choose() }, REPORTS.map(([id]) => option(id, t(`report.kind.${id}`))))
  #by = h(
    "select",
    { onchange: () => this.#load() },
    DIMENSIONS.map((id) => option(id, t(`report.dimension.${id}`))),
  )
  #from = h("input", { type: "date", required: true, onchange: () => this.#load() })
  #to = h("input", { type: "date", required: true, onchange: () => this.#load() })
  #figure = h("select", { onchange: () => this.#draw() })
  #result = h("div", { class: "stack" })
  #said = h("p", { class: "muted", role: "status" })
  #load = coalesced(() => this.#read())
  /** @type {Report | null} */
  #data = null

  async open() {
    const today = dateAt(new Date(), ownZone)
    this.#to.value = plusDays(today, AFTER)
    this.#from.value = plusDays(today, -BEFORE)
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("report.title")),
        h(
          "div",
          { class: "row" },
          field(t("report.which"), this.#report),
          field(t("report.by"), this.#by),
          field(t("report.from"), this.#from),
          field(t("report.to"), this.#to),
          field(t("report.figure"), this.#figure),
          h("button", { type: "button", onclick: () => this.#keep() }, t("report.file")),
          h("button", { type: "button", class: "quiet", onclick: () => print() }, t("report.print")),
        ),
        this.#said,
        this.#result,
      ),
    )
    await this.#choose()
  }

  /** Another report begins with what it is told apart by. */
  #choose() {
    const [, dimension, possible = DIMENSIONS] = REPORTS.find(([id]) => id === this.#report.value) ?? REPORTS[0]
    for (const choice of this.#by.options) choice.hidden = choice.disabled = !possible.some((id) => id === choice.value)
    this.#by.value = dimension
    this.#figure.replaceChildren()
    return this.#load()
  }

  /** @param {string} [format] @returns {`/v1/reports/${string}`} */
  #path(format = "json") {
    const query = new URLSearchParams({
      from: this.#from.value,
      to: this.#to.value,
      groupBy: this.#by.value,
      format,
    })
    return `/v1/reports/${this.#report.value}?${query}`
  }

  async #read() {
    if (!this.#from.value || !this.#to.value) return
    await attempt(async () => {
      this.#data = await get(this.#path())
      const was = this.#figure.value
      this.#figure.replaceChildren(
        ...this.#data.columns.map(({ measure }) => option(measure, t(`report.measure.${measure}`))),
      )
      if (this.#data.columns.some(({ measure }) => measure === was)) this.#figure.value = was
      this.#draw()
    }, this)
  }

  #draw() {
    const data = this.#data
    if (!data) return
    const shown = data.columns.findIndex(({ measure }) => measure === this.#figure.value)
    const most = Math.max(0, ...data.rows.map((row) => row.values[shown]?.value ?? 0))
    const heads = [
      ...data.dimensions.map((dimension) => t(`report.dimension.${dimension}`)),
      t("report.bar", { figure: t(`report.measure.${data.columns[shown].measure}`) }),
      ...data.columns.map(({ measure }) => t(`report.measure.${measure}`)),
    ]
    const span = { from: dateText(data.from), to: dateText(data.to), n: data.rows.length }
    this.#said.textContent = t("report.span", span)
    redraw(
      this.#result,
      data.rows.length === 0 ? h("p", { class: "notice" }, t("report.none")) : scrollTable(
        t(`report.kind.${this.#report.value}`),
        heads,
        [
          ...data.rows.map((row) =>
            h(
              "tr",
              {},
              data.dimensions.map((dimension, index) =>
                h("th", { scope: "row" }, groupName(dimension, row.keys[index], row.names[index]))
              ),
              h("td", {}, bar(row.values[shown]?.value ?? 0, most)),
              row.values.map(({ value }, index) =>
                h("td", { class: "number" }, this.#opening(data, row, index, figure(value, data.columns[index])))
              ),
            )
          ),
          h(
            "tr",
            { class: "strong" },
            h("th", { scope: "row", colspan: data.dimensions.length }, t("report.total")),
            h("td", {}),
            data.total.map(({ value }, index) => h("td", { class: "number" }, figure(value, data.columns[index]))),
          ),
        ],
      ),
    )
  }

  /**
   * A figure that opens what it counts; open hours count nobody.
   *
   * @param {Report} data @param {Report["rows"][number]} row @param {number} index @param {string} text
   */
  #opening(data, row, index, text) {
    const { measure } = data.columns[index]
    if (measure === "openHours" || row.values[index].value === undefined) return text
    const groups = data.dimensions.map((dimension, place) => groupName(dimension, row.keys[place], row.names[place]))
    const title = `${groups.join(", ")}: ${t(`report.measure.${measure}`)} ${text}`
    const filters = data.dimensions.map((dimension, place) => ({ dimension, values: [row.keys[place]] }))
    return h("button", {
      type: "button",
      class: "figure",
      "aria-label": t("report.open", { figure: title }),
      onclick: () => showCounted(title, { measure, from: data.from, to: data.to, filters }),
    }, text)
  }

  /** The same as a file for a spreadsheet. */
  async #keep() {
    await attempt(async () => {
      const text = await get(this.#path("csv"))
      const address = URL.createObjectURL(new Blob([String(text)], { type: "text/csv" }))
      h("a", { href: address, download: `${this.#report.value}.csv` }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    })
  }
}

/** @param {string} value @param {string} text */
const option = (value, text) => h("option", { value }, text)

/** @param {number | undefined} value @param {ReportColumn} column */
function figure(value, { unit }) {
  if (value === undefined) return "–"
  if (unit === "share") return `${number(Math.round(value * 1000) / 10)} %`
  if (unit === "cents") return number(value / 100)
  return number(Math.round(value * 10) / 10)
}

/** How people call a group. @param {Dimension} dimension @param {string} key @param {string} name */
function groupName(dimension, key, name) {
  if (key === "") return t(UNKNOWN.includes(dimension) ? "report.unknown" : "report.nothing")
  if (dimension === "weekday") return weekdayName(Number(key) - 1)
  if (dimension === "hour") return `${key}:00`
  if (dimension === "day") return dateText(key)
  if (dimension === "week") return t("report.weekOf", { day: dateText(key) })
  if (dimension === "status") return t(`status.${key}`)
  if (dimension === "priority") return t(`priority.${key}`)
  if (dimension === "bookedBy" || dimension === "cancelledBy") return t(`report.side.${key}`)
  if (dimension === "reminded") return t(`report.reminded.${key}`)
  if (dimension === "age") return t("report.age", { years: key })
  if (dimension === "lead") return key === "0" ? t("report.sameDay") : t("report.lead", { days: key })
  return name
}

/** A figure beside the largest; its number stands in the table. @param {number} value @param {number} most */
const bar = (value, most) =>
  h(
    "svg:svg",
    { class: "chart", viewBox: "0 0 120 16", width: 120, height: 16, "aria-hidden": "true" },
    h("svg:rect", {
      class: "bar-value",
      x: 0,
      y: 4,
      width: most > 0 ? 1 + (Math.max(0, value) / most) * 118 : 1,
      height: 9,
    }),
  )

customElements.define("view-reports", ReportsView)
