/** @import { Column, Place } from "./week-grid.js" */
import { clockOf } from "../app/calendar.js"
import { announce, h } from "../app/dom.js"
import { dateText } from "../app/format.js"
import { t } from "../app/i18n.js"

/** Minutes a block moves at a time. */
export const STEP = 5
/** Pixels before a press becomes a drag. */
const SLACK = 4
/** Pixels from the edge in which a drag scrolls. */
const EDGE = 48

/** The arrow that goes on in the direction of reading. */
export const forward = () => document.documentElement.dir === "rtl" ? "ArrowLeft" : "ArrowRight"

/**
 * What a grid shows and can do, as far as a block in the air needs it; times are minutes of the day.
 *
 * @typedef {object} Ground
 * @property {() => Column[]} columns
 * @property {() => [number, number]} range First and last minute that are shown.
 * @property {(start: number, length: number) => Record<string, string>} box
 * @property {(column: Column) => Element | undefined} body
 * @property {(x: number, y: number) => Column | undefined} columnAt
 * @property {(y: number, grip: number) => number} timeAt
 * @property {(x: number, y: number) => void} scroll
 * @property {() => DOMRect} frame
 * @property {(place: Place) => void} landed Called with another place than the block came from.
 * @property {() => void} ended Called whatever became of it.
 */

/** A block in the air, by pointer or keys, and where it would land. */
export class GridFlight {
  #ground
  /** @type {{place: Place, to: Place, ghost: HTMLElement} | null} */
  #moving = null

  /** @param {Ground} ground */
  constructor(ground) {
    this.#ground = ground
  }

  get isOn() {
    return this.#moving !== null
  }

  /** Takes a block up. @param {Place} place */
  begin(place) {
    const ghost = h("div", { class: "grid-ghost", "aria-hidden": "true" })
    this.#moving = { place, to: place, ghost }
    this.#hover(place)
  }

  /** Moves it by a key: arrows, Enter to land, Escape to put it back. @param {KeyboardEvent} event */
  steer(event) {
    event.preventDefault()
    if (event.key === "Escape") return this.drop()
    if (event.key === "Enter" || event.key === " ") return this.#land()
    if (!this.#moving) return
    const { to } = this.#moving
    const length = to.block.end - to.block.start
    const step = event.shiftKey ? 60 : STEP
    const by = { ArrowUp: -step, ArrowDown: step }[event.key]
    const [from, until] = this.#ground.range()
    if (by) return this.#hover({ ...to, start: Math.min(Math.max(to.start + by, from), until - length) })
    const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key]
    if (!sideways) return
    const columns = this.#ground.columns().filter((one) => mayBeIn(to, one))
    const column = columns[columns.indexOf(to.column) + (forward() === "ArrowRight" ? sideways : -sideways)]
    if (column) this.#hover({ ...to, column })
  }

  /** Follows the pointer from a press until it is let go. @param {Place} place @param {PointerEvent} press @param {number} grip */
  drag(place, press, grip) {
    if (this.#moving) return
    const end = new AbortController()
    const move = (/** @type {PointerEvent} */ event) => {
      if (!this.#moving && Math.hypot(event.clientX - press.clientX, event.clientY - press.clientY) < SLACK) return
      if (!this.#moving) this.begin(place)
      this.#scrollAtEdge(event)
      const column = this.#ground.columnAt(event.clientX, event.clientY)
      if (column && mayBeIn(place, column)) {
        this.#hover({ ...place, column, start: this.#ground.timeAt(event.clientY, grip) })
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
    const giveUp = () => {
      end.abort()
      this.drop()
    }
    addEventListener("pointermove", move, { signal: end.signal })
    addEventListener("pointerup", up, { signal: end.signal })
    addEventListener("pointercancel", giveUp, { signal: end.signal })
    addEventListener("keydown", (event) => event.key === "Escape" && giveUp(), { signal: end.signal })
  }

  /** Puts it back where it was. */
  drop() {
    this.#moving?.ghost.remove()
    this.#moving = null
    this.#ground.ended()
  }

  #land() {
    if (!this.#moving) return
    const { place, to } = this.#moving
    this.drop()
    if (to.column !== place.column || to.start !== place.start) this.#ground.landed(to)
  }

  /** Shows where the block would land. @param {Place} to */
  #hover(to) {
    if (!this.#moving) return
    this.#moving.to = to
    const { ghost } = this.#moving
    for (const [name, value] of Object.entries(this.#ground.box(to.start, to.block.end - to.block.start))) {
      ghost.style.setProperty(name, value)
    }
    ghost.textContent = `${clockOf(to.start)} ${to.block.label}`
    const body = this.#ground.body(to.column)
    if (ghost.parentElement !== body) body?.append(ghost)
    ghost.scrollIntoView({ block: "nearest", inline: "nearest" })
    announce(t("week.over", { time: clockOf(to.start), day: dateText(to.column.date), lane: to.column.lane.name }))
  }

  /** @param {PointerEvent} event */
  #scrollAtEdge({ clientX, clientY }) {
    const box = this.#ground.frame()
    const by = (/** @type {number} */ at, /** @type {number} */ low, /** @type {number} */ high) =>
      at < low + EDGE ? -EDGE / 2 : at > high - EDGE ? EDGE / 2 : 0
    this.#ground.scroll(by(clientX, box.left, box.right), by(clientY, box.top, box.bottom))
  }
}

/** @param {Place} place @param {Column} column */
const mayBeIn = ({ block, column: own }, column) => !block.staysInLane || column.lane.id === own.lane.id
