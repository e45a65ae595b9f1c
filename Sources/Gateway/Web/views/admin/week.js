/** @import { AgendaEntry, Practitioner, Schedule } from "contract" */
/** @import { Block, Column, Place } from "../../components/week-grid.js" */
import { attempt } from "../../app/attempt.js"
import { get, newKey, post, Problem, request } from "../../app/api.js"
import { clockOf, dateAt, instantAt, mondayOf, plusDays, weekdayOf } from "../../app/calendar.js"
import { coalesced } from "../../app/coalesced.js"
import { ask, choose, field, h, options, toast } from "../../app/dom.js"
import { directory, nameOf, zoneOf } from "../../app/directory.js"
import { live } from "../../app/events.js"
import { dateText, dayAndTime } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { View } from "../../app/view.js"
import "../../components/week-grid.js"
import { appointmentFacts } from "../../components/appointment-facts.js"
import { choiceGroup } from "../../components/choice-group.js"
import { told } from "../../components/told.js"
import { practitionerColumns, roomColumns } from "../../components/week-columns.js"

/** What happens at the clinic is shown at most so often. */
const PAUSE = 1000

/** Everybody's week side by side, by practitioner or by room; appointments are moved where they fit. */
class WeekView extends View {
  #load = coalesced(() => this.#read())
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** @type {Map<string, Schedule>} */
  #schedules = new Map()
  /** @type {Map<string, AgendaEntry>} */
  #entries = new Map()
  /** Whose week the entries are. */
  #monday = ""
  #isByRoom = false
  #waiting = 0
  #where = h("select", { onchange: () => this.#load() })
  #date = h("input", { type: "date", required: true, onchange: () => this.#turn(0) })
  #title = h("p", { class: "big", role: "status" })
  #problem = h("p", { class: "notice bad", role: "alert", hidden: true })
  #grid = /** @type {any} */ (document.createElement("week-grid"))

  async open() {
    this.#known = await directory()
    this.#where.append(
      h("option", { value: "" }, t("week.everywhere")),
      ...options(this.#known.locations),
    )
    this.#date.value = dateAt(new Date(), this.#known.locations[0]?.zone ?? "UTC")
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("week.title")),
        this.#tools(),
        this.#problem,
        this.#grid,
        h("p", { class: "small muted" }, t("week.keys")),
      ),
    )
    this.#grid.addEventListener("grid-move", (/** @type {CustomEvent} */ event) => this.#move(event.detail))
    this.#grid.addEventListener("grid-open", (/** @type {CustomEvent} */ event) => this.#open(event.detail))
    this.#grid.addEventListener("grid-book", (/** @type {CustomEvent} */ event) => this.#book(event.detail))
    live.addEventListener("book", (event) => this.#soon(/** @type {CustomEvent} */ (event).detail.name), {
      signal: this.left,
    })
    await this.#turn(0)
  }

  disconnectedCallback() {
    super.disconnectedCallback()
    clearTimeout(this.#waiting)
  }

  #tools() {
    const step = (/** @type {number} */ days, /** @type {string} */ text) =>
      h("button", {
        type: "button",
        onclick: () => this.#turn(days),
      }, text)
    const lens = (/** @type {boolean} */ isByRoom) => {
      this.#isByRoom = isByRoom
      this.#grid.cancel()
      this.#draw()
    }
    return h(
      "div",
      { class: "row end" },
      field(t("week.where"), this.#where),
      field(t("agenda.date"), this.#date),
      h("div", { class: "row" }, step(-7, t("week.before")), step(7, t("week.after"))),
      choiceGroup([[false, t("week.people")], [true, t("week.rooms")]], this.#isByRoom, lens, {
        role: "group",
        "aria-label": t("week.lens"),
      }),
      this.#title,
    )
  }

  /** @returns {Practitioner[]} */
  get #people() {
    return this.#known.practitioners.filter((one) => !this.#where.value || one.location === this.#where.value)
  }

  /** Goes to the day that is asked for, or so many days on. @param {number} days */
  async #turn(days) {
    if (!this.#date.value) return
    this.#date.value = plusDays(this.#date.value, days)
    this.#grid.cancel()
    await this.#load()
    this.#grid.reveal(this.#date.value)
  }

  /** @param {string} event */
  #soon(event) {
    if (event === "clinicChanged") this.#schedules.clear()
    this.#waiting ||= window.setTimeout(() => {
      this.#waiting = 0
      this.#load()
    }, PAUSE)
  }

  async #read() {
    if (!this.#date.value) return
    const monday = mondayOf(this.#date.value)
    this.#grid.setAttribute("aria-busy", "true")
    try {
      const lists = await Promise.all(this.#people.map(async ({ id }) => {
        if (!this.#schedules.has(id)) {
          this.#schedules.set(id, await get(`/v1/practitioners/${encodeURIComponent(id)}/schedule`))
        }
        return (await get(
          `/v1/practitioners/${encodeURIComponent(id)}/agenda?from=${monday}&to=${plusDays(monday, 6)}`,
        )).items
      }))
      this.#monday = monday
      this.#entries = new Map(lists.flat().map((entry) => [entry.appointment.id, entry]))
      this.#problem.hidden = true
      this.#draw()
    } catch (error) {
      this.#problem.textContent = explain(error)
      this.#problem.hidden = false
    }
    this.#grid.removeAttribute("aria-busy")
  }

  #draw() {
    const monday = this.#monday
    if (!monday) return
    const days = Array.from({ length: 7 }, (_, index) => plusDays(monday, index))
    const entries = [...this.#entries.values()]
    const columns = this.#isByRoom ?
      roomColumns(days, entries, this.#known) :
      practitionerColumns(days, entries, this.#known, this.#people, this.#schedules)
    const isWorked = (/** @type {string} */ date) =>
      weekdayOf(date) < 5 || columns.some((one) => one.date === date && one.open.length + one.blocks.length > 0)
    this.#title.textContent = `${dateText(monday)} – ${dateText(plusDays(monday, 6))}`
    this.#grid.show(columns.filter((one) => isWorked(one.date)))
  }

  /** Asks, then moves; the booking core has the last word. @param {Place} to */
  async #move({ block, column, start }) {
    const entry = this.#entries.get(block.id)
    if (!entry) return
    const practitioner = this.#isByRoom ? entry.appointment.practitioner : column.lane.id
    const instant = instantAt(column.date, start, zoneOf(this.#known, practitioner))
    if (!instant) return toast(t("week.skipped", { time: clockOf(start) }))
    await this.#reschedule(block, practitioner, instant)
    await this.#load()
  }

  /** @param {Block} block @param {string} practitioner @param {string} start */
  async #reschedule(block, practitioner, start) {
    const place = (/** @type {string} */ who, /** @type {string} */ when) =>
      `${dayAndTime(when, zoneOf(this.#known, who))} · ${nameOf(this.#known.practitioners, who)}`
    if (
      !(await ask(
        t("week.moveAsk", { who: block.label }),
        h("p", {}, place(practitioner, start)),
        t("mine.move"),
        t("mine.cancelNo"),
      ))
    ) return
    try {
      await request("POST", `/v1/appointments/${encodeURIComponent(block.id)}/rescheduling`, {
        body: { practitioner, start },
        key: newKey(),
      })
      toast(t("mine.moved", { when: place(practitioner, start) }))
    } catch (error) {
      /** @type {{slot: {practitioner: string, start: string}}[]} */
      const free = error instanceof Problem ? error.body.suggestions ?? [] : []
      const ways = free.slice(0, 3).map(({ slot }, index) => ({
        value: String(index),
        text: place(slot.practitioner, slot.start),
      }))
      const chosen = await choose(t("week.refused"), h("p", {}, explain(error)), [...ways, {
        value: "no",
        text: t("week.leave"),
      }])
      const slot = free[Number(chosen)]?.slot
      if (slot) await this.#reschedule(block, slot.practitioner, slot.start)
    }
  }

  /** What there is to know of an appointment, and what to do with it. @param {Block} block */
  async #open(block) {
    const entry = this.#entries.get(block.id)
    if (!entry) return
    const { id, zone } = entry.appointment
    const facts = h("div", { class: "stack" }, appointmentFacts(entry, this.#known), told(id, zone))
    const way = await choose(block.label, facts, [
      ...(block.canMove ?
        [{ value: "lift", text: t("week.lift") }, { value: "move", text: t("week.find") }, {
          value: "cancel",
          text: t("mine.cancel"),
          style: "danger",
        }] :
        []),
      { value: "no", text: t("week.close") },
    ])
    if (way === "lift") this.#grid.lift(block.id)
    if (way === "move") go(`/find?move=${encodeURIComponent(block.id)}`)
    if (way === "cancel") await this.#cancel(block)
  }

  /** @param {Block} block */
  async #cancel(block) {
    if (!(await ask(t("mine.cancelAsk"), h("p", {}, block.label), t("mine.cancelYes"), t("mine.cancelNo"), "danger"))) {
      return
    }
    await attempt(() => post(`/v1/appointments/${encodeURIComponent(block.id)}/cancellation`, {}, newKey()))
    await this.#load()
  }

  /** @param {{column: Column, start: number}} place */
  #book({ column, start }) {
    if (this.#isByRoom) return
    const instant = instantAt(column.date, start, zoneOf(this.#known, column.lane.id))
    if (instant) go(`/desk?practitioner=${encodeURIComponent(column.lane.id)}&start=${instant}`)
  }
}

customElements.define("view-week", WeekView)
