import { clockOf, sideBySide } from "../app/calendar.js"
import { announce, h } from "../app/dom.js"
import { dateText } from "../app/format.js"
import { t } from "../app/i18n.js"
import { forward, GridFlight, STEP } from "./grid-flight.js"

/**
 * A column of the grid: a practitioner or a room on a day.
 *
 * @typedef {{id: string, name: string}} Lane
 * @typedef {{date: string, lane: Lane, open: [number, number][], blocks: Block[]}} Column
 * @typedef {{id: string, label: string, text: string, tone: string, start: number, end: number, canMove: boolean, staysInLane: boolean}} Block
 * @typedef {{block: Block, column: Column, start: number}} Place
 */

/**
 * <week-grid>: lanes side by side, day after day, with what is booked in them.
 *
 * A block is dragged, or moved with the arrow keys after M. Dispatches `grid-open` with a Block, `grid-move` with the
 * Place it was dropped at, and `grid-book` with `{column, start}` for free time; it changes nothing by itself.
 */
class WeekGrid extends HTMLElement {
  /** @type {Column[]} */
  #columns = []
  #from = 8 * 60
  #until = 18 * 60
  /** Where each column's blocks are. @type {Map<Element, Column>} */
  #bodies = new Map()
  /** What each button shows. @type {Map<EventTarget | null, Place>} */
  #places = new Map()
  /** What came while a block was in the air. @type {Column[] | null} */
  #next = null
  #flight = new GridFlight({
    columns: () => this.#columns,
    range: () => [this.#from, this.#until],
    box: (start, length) => this.#box(start, length),
    body: (column) => [...this.#bodies].find(([, one]) => one === column)?.[0],
    columnAt: (x, y) => this.#bodies.get(document.elementFromPoint(x, y)?.closest(".grid-body") ?? this),
    timeAt: (y, grip) => this.#timeAt(y, grip),
    scroll: (x, y) => this.#scroller.scrollBy(x, y),
    frame: () => this.#scroller.getBoundingClientRect(),
    landed: (place) => this.dispatchEvent(new CustomEvent("grid-move", { detail: place })),
    ended: () => this.#catchUp(),
  })
  #last = ""
  #scroller = h("div", { class: "grid", role: "region", tabindex: 0, "aria-label": t("week.grid") })

  connectedCallback() {
    this.append(this.#scroller)
    this.#scroller.addEventListener("keydown", (/** @type {KeyboardEvent} */ event) => this.#key(event))
    this.#scroller.addEventListener("pointerdown", (/** @type {PointerEvent} */ event) => this.#press(event))
    this.#scroller.addEventListener("focusin", (/** @type {FocusEvent} */ event) => this.#focused(event))
    this.#scroller.addEventListener("click", (/** @type {MouseEvent} */ event) => this.#click(event))
    this.#scroller.addEventListener("dblclick", (/** @type {MouseEvent} */ event) => this.#book(event))
  }

  /** Scrolls to a day. @param {string} date */
  reveal(date) {
    const body = [...this.#bodies].find(([, column]) => column.date === date)?.[0]
    const day = body?.closest(".grid-day")
    const clock = this.#scroller.firstElementChild
    if (!day || !clock) return
    const by = day.getBoundingClientRect().left - clock.getBoundingClientRect().right
    this.#scroller.scrollBy({ left: by, behavior: "instant" })
  }

  /** Puts back what is in the air. */
  cancel() {
    this.#flight.drop()
  }

  /** Shows what came meanwhile. */
  #catchUp() {
    const next = this.#next
    this.#next = null
    if (next) this.show(next)
  }

  /** Shows other columns, once nothing is in the air; whoever had the focus keeps it. @param {Column[]} columns */
  show(columns) {
    if (this.#flight.isOn) {
      this.#next = columns
      return
    }
    this.#columns = columns
    const times = columns.flatMap((
      { open, blocks },
    ) => [...open.flat(), ...blocks.flatMap((one) => [one.start, one.end])])
    this.#from = Math.floor(Math.min(...times, 9 * 60) / 60) * 60
    this.#until = Math.ceil(Math.max(...times, 17 * 60) / 60) * 60
    this.#draw()
  }

  #draw() {
    const hadFocus = this.#scroller.contains(document.activeElement)
    const hours = Array.from({ length: (this.#until - this.#from) / 60 }, (_, index) => this.#from + index * 60)
    this.#bodies.clear()
    this.#places.clear()
    const days = Map.groupBy(this.#columns, (column) => column.date)
    this.#scroller.style.setProperty("--hours", String(hours.length))
    this.#scroller.replaceChildren(
      h(
        "div",
        { class: "grid-clock", "aria-hidden": "true" },
        hours.map((hour) => h("span", { style: this.#box(hour, 60) }, clockOf(hour))),
      ),
      ...[...days].map(([date, columns]) =>
        h(
          "section",
          { class: "grid-day", "aria-label": dateText(date) },
          h("h2", {}, h("span", {}, dateText(date))),
          h("div", { class: "grid-lanes" }, columns.map((column) => this.#column(column))),
        )
      ),
    )
    const first = this.#button(this.#last) ?? this.#buttons[0]
    if (!first) return
    first.tabIndex = 0
    if (hadFocus) first.focus({ preventScroll: true })
  }

  /** @param {Column} column */
  #column(column) {
    const body = h(
      "div",
      { class: "grid-body" },
      column.open.map(([start, end]) => h("div", { class: "grid-open", style: this.#box(start, end - start) })),
      sideBySide(column.blocks).map(({ range, column: index, columns }) => this.#block(range, column, index, columns)),
    )
    this.#bodies.set(body, column)
    return h(
      "section",
      { class: "grid-lane", "aria-label": `${column.lane.name}, ${dateText(column.date)}` },
      h("h3", { title: column.lane.name }, column.lane.name),
      body,
    )
  }

  /** @param {Block} block @param {Column} column @param {number} index @param {number} count */
  #block(block, column, index, count) {
    const name = `${block.label}, ${clockOf(block.start)}–${clockOf(block.end)}, ${column.lane.name}, ${block.text}`
    const style = {
      ...this.#box(block.start, block.end - block.start),
      "--column": String(index),
      "--columns": String(count),
    }
    const button = h(
      "button",
      {
        type: "button",
        class: `grid-block ${block.tone}`,
        tabindex: -1,
        "aria-label": name,
        title: name,
        style,
        "data-id": block.id,
      },
      h("b", {}, block.label),
      h("span", {}, block.text),
    )
    this.#places.set(button, { block, column, start: block.start })
    return button
  }

  /** @param {number} start @param {number} length */
  #box(start, length) {
    return { "--start": String(start - this.#from), "--length": String(length) }
  }

  /** @returns {HTMLElement[]} */
  get #buttons() {
    return [...this.#scroller.querySelectorAll(".grid-block")]
  }

  /** @param {string} id */
  #button(id) {
    return this.#buttons.find((one) => one.dataset.id === id)
  }

  /** One block is in the order of the Tab key: the one that had the focus last. @param {FocusEvent} event */
  #focused(event) {
    const place = this.#places.get(event.target)
    if (!place) return
    for (const button of this.#buttons) button.tabIndex = button === event.target ? 0 : -1
    this.#last = place.block.id
  }

  /** @param {MouseEvent} event */
  #click(event) {
    const place = this.#places.get(/** @type {Element} */ (event.target).closest("button") ?? this)
    if (place && !this.#flight.isOn) this.dispatchEvent(new CustomEvent("grid-open", { detail: place.block }))
  }

  /** @param {MouseEvent} event */
  #book(event) {
    const column = this.#bodies.get(/** @type {Element} */ (event.target).closest(".grid-body") ?? this)
    if (!column || /** @type {Element} */ (event.target).closest("button")) return
    this.dispatchEvent(new CustomEvent("grid-book", { detail: { column, start: this.#timeAt(event.clientY, 0) } }))
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const place = this.#places.get(event.target)
    if (!place || event.ctrlKey || event.metaKey || event.altKey) return
    if (this.#flight.isOn) return this.#flight.steer(event)
    if (event.key === "m" || event.key === "M") return this.lift(place.block.id)
    const next = this.#neighbour(place, event.key)
    if (!next) return
    event.preventDefault()
    this.#button(next.id)?.focus()
  }

  /** The block beside another. @param {Place} place @param {string} key */
  #neighbour({ block, column }, key) {
    const [sorted, at] = [[...column.blocks].sort((a, b) => a.start - b.start), this.#columns.indexOf(column)]
    const index = sorted.indexOf(block)
    if (key === "ArrowDown") return sorted[index + 1]
    if (key === "ArrowUp") return sorted[index - 1]
    if (key !== "ArrowRight" && key !== "ArrowLeft") return null
    const others = key === forward() ? this.#columns.slice(at + 1) : this.#columns.slice(0, at).reverse()
    const near = (/** @type {Block} */ one) => Math.abs(one.start - block.start)
    return others.find((one) => one.blocks.length > 0)?.blocks.reduce((best, one) =>
      near(one) < near(best) ? one : best
    )
  }

  /** Takes a block up, to be steered with the arrow keys. @param {string} id */
  lift(id) {
    const button = this.#button(id)
    const place = this.#places.get(button ?? null)
    if (!button || !place?.block.canMove) return
    button.focus()
    this.#flight.begin(place)
    announce(t("week.lifted", { who: place.block.label }))
  }

  /** The time at a height of the page. @param {number} y @param {number} grip */
  #timeAt(y, grip) {
    const box = [...this.#bodies.keys()][0].getBoundingClientRect()
    const minutes = (y - box.top - grip) / box.height * (this.#until - this.#from) + this.#from
    return Math.max(this.#from, Math.round(minutes / STEP) * STEP)
  }

  /** @param {PointerEvent} event */
  #press(event) {
    const button = /** @type {Element} */ (event.target).closest("button")
    const place = this.#places.get(button ?? this)
    // A finger scrolls; it moves a block by way of the block's own page.
    if (button && place?.block.canMove && event.button === 0 && event.pointerType !== "touch") {
      this.#flight.drag(place, event, event.clientY - button.getBoundingClientRect().top)
    }
  }
}

customElements.define("week-grid", WeekGrid)
