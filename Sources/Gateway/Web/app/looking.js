import { live } from "./events.js"

/** Milliseconds: what became of a message is known a moment after what it tells of, and nobody says so. */
const [SOON, NOW_AND_THEN] = [2500, 30_000]

/**
 * Looks now, a moment after each change of the book, and now and then while somebody looks at the page.
 *
 * @param {() => unknown} look
 * @param {AbortSignal} signal Ends it.
 */
export function keepLooking(look, signal) {
  let waiting = 0
  const now = () => signal.aborted || document.visibilityState !== "visible" || look()
  const soon = () => {
    clearTimeout(waiting)
    waiting = setTimeout(now, SOON)
  }
  live.addEventListener("book", soon, { signal })
  document.addEventListener("visibilitychange", now, { signal })
  const again = setInterval(now, NOW_AND_THEN)
  signal.addEventListener("abort", () => {
    clearInterval(again)
    clearTimeout(waiting)
  })
  look()
  soon()
}
