import { clockOf, sideBySide } from "../app/calendar.js"
import { announce, h } from "../app/dom.js"
import { dateText } from "../app/format.js"
import { t } from "../app/i18n.js"

/**
 * A column of the grid: a practitioner or a room on a day.
 *
 * @typedef {{id: string, name: string}} Lane
 * @typedef {{date: string, lane: Lane, open: [number, number][], blocks: Block[]}} Column
 * @typedef {{id: string, label: string, text: string, tone: string, start: number, end: number, canMove: boolean, staysInLane: boolean}} Block
 * @typedef {{block: Block, column: Column, start: number}} Place
 */

/** Minutes a block moves at a time. */
const STEP = 5
/** Pixels before a press becomes a drag. */
const SLACK = 4
const EDGE = 48

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
  /** The block in the air, and where it would land. @type {{place: Place, to: Place, ghost: HTMLElement} | null} */
  #moving = null
  /** What came while a block was in the air. @type {Column[] | null} */ #next = null
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
    this.#drop()
  }

  /** Shows other columns, once nothing is in the air; whoever had the focus keeps it. @param {Column[]} columns */
  show(columns) {
    if (this.#moving) {
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
    if (place && !this.#moving) this.dispatchEvent(new CustomEvent("grid-open", { detail: place.block }))
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
    if (this.#moving) return this.#steer(event)
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
    const others = key === this.#forward ? this.#columns.slice(at + 1) : this.#columns.slice(0, at).reverse()
    const near = (/** @type {Block} */ one) => Math.abs(one.start - block.start)
    return others.find((one) => one.blocks.length > 0)?.blocks.reduce((best, one) =>
      near(one) < near(best) ? one : best
    )
  }

  get #forward() {
    return document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight"
  }

  /** Takes a block up, to be steered with the arrow keys. @param {string} id */
  lift(id) {
    const button = this.#button(id)
    const place = this.#places.get(button ?? null)
    if (!button || !place?.block.canMove) return
    button.focus()
    this.#fly(place)
    announce(t("week.lifted", { who: place.block.label }))
  }

  /** @param {Place} place */
  #fly(place) {
    const ghost = h("div", { class: "grid-ghost", "aria-hidden": "true" })
    this.#moving = { place, to: place, ghost }
    this.#hover(place)
  }

  /** @param {KeyboardEvent} event */
  #steer(event) {
    event.preventDefault()
    if (event.key === "Escape") return this.#drop()
    if (event.key === "Enter" || event.key === " ") return this.#land()
    if (!this.#moving) return
    const { to } = this.#moving
    const length = to.block.end - to.block.start
    const step = event.shiftKey ? 60 : STEP
    const by = { ArrowUp: -step, ArrowDown: step }[event.key]
    if (by) return this.#hover({ ...to, start: Math.min(Math.max(to.start + by, this.#from), this.#until - length) })
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!sideways) return
    const columns = this.#columns.filter((one) => !to.block.staysInLane || one.lane.id === to.column.lane.id)
    const column = columns[columns.indexOf(to.column) + (this.#forward === "ArrowRight" ? sideways : -sideways)]
    if (column) this.#hover({ ...to, column })
  }

  /** Shows where the block would land. @param {Place} to */
  #hover(to) {
    if (!this.#moving) return
    this.#moving.to = to
    const { ghost } = this.#moving
    for (const [name, value] of Object.entries(this.#box(to.start, to.block.end - to.block.start))) {
      ghost.style.setProperty(name, value)
    }
    ghost.textContent = `${clockOf(to.start)} ${to.block.label}`
    const body = [...this.#bodies].find(([, column]) => column === to.column)?.[0]
    if (ghost.parentElement !== body) body?.append(ghost)
    ghost.scrollIntoView({ block: "nearest", inline: "nearest" })
    announce(t("week.over", { time: clockOf(to.start), day: dateText(to.column.date), lane: to.column.lane.name }))
  }

  #land() {
    if (!this.#moving) return
    const { place, to } = this.#moving
    this.#drop()
    if (to.column !== place.column || to.start !== place.start) {
      this.dispatchEvent(new CustomEvent("grid-move", { detail: to }))
    }
  }

  #drop() {
    this.#moving?.ghost.remove()
    this.#moving = null
    if (this.#next) this.show(this.#next)
    this.#next = null
  }

  /** The time at a height of the page. @param {number} y @param {number} grip */
  #timeAt(y, grip) {
    const box = [...this.#bodies.keys()][0].getBoundingClientRect()
    const minutes = (y - box.top - grip) / box.height * (this.#until - this.#from) + this.#from
    return Math.max(this.#from, Math.round(minutes / STEP) * STEP)
  }

  /** @param {PointerEvent} press */
  #press(press) {
    const button = /** @type {Element} */ (press.target).closest("button")
    const place = this.#places.get(button ?? this)
    // A finger scrolls; it moves a block by way of the block's own page.
    if (!button || !place?.block.canMove || this.#moving || press.button !== 0 || press.pointerType === "touch") return
    const end = new AbortController()
    const grip = press.clientY - button.getBoundingClientRect().top
    const move = (/** @type {PointerEvent} */ event) => {
      if (!this.#moving && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < SLACK) return
      if (!this.#moving) this.#fly(place)
      this.#scrollAtEdge(event)
      const body = document.elementFromPoint(event.clientX, event.clientY)?.closest(".grid-body")
      const column = this.#bodies.get(body ?? this)
      if (column && (!place.block.staysInLane || column.lane.id === place.column.lane.id)) {
        this.#hover({ ...place, column, start: this.#timeAt(event.clientY, grip) })
      }
    }
    const up = () => {
      end.abort()
      // The click that ends a drag opens nothing.
      if (this.#moving) {
        addEventListener("click", (event) => event.stopPropagation(), {
          capture: true,
          once: true,
          signal: AbortSignal.timeout(50),
        })
      }
      this.#land()
    }
    addEventListener("pointermove", move, { signal: end.signal })
    addEventListener("pointerup", up, { signal: end.signal })
    addEventListener("pointercancel", () => {
      end.abort()
      this.#drop()
    }, { signal: end.signal })
    addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return
      end.abort()
      this.#drop()
    }, { signal: end.signal })
  }

  /** @param {PointerEvent} event */
  #scrollAtEdge({ clientX, clientY }) {
    const box = this.#scroller.getBoundingClientRect()
    const by = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) =>
      at < low + EDGE ? -EDGE / 2 : at > high - EDGE ? EDGE / 2 : 0
    this.#scroller.scrollBy(by(clientX, box.left, box.right), by(clientY, box.top, box.bottom))
  }
}

customElements.define("week-grid", WeekGrid)
