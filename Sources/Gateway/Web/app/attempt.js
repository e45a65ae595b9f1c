import { toast } from "./dom.js"
import { explain } from "./i18n.js"
import { trouble } from "./view.js"

/**
 * Does what may fail: what goes wrong is said in `place`, where something would have been, or briefly over the page.
 *
 * @param {() => unknown} work
 * @param {Element} [place]
 * @returns {Promise<boolean>} Whether it went well.
 */
export async function attempt(work, place) {
  try {
    await work()
    return true
  } catch (error) {
    if (place) place.replaceChildren(trouble(error))
    else toast(explain(error))
    return false
  }
}
