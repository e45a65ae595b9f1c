import { session } from "./session.js"

/** Said when the path is another: whoever shows pages listens, and pages need not know who that is. */
export const GO = "slotwise-go"

/** The role that pages are chosen for: whose session it is, or offline whose it was. */
export const role = () => session.account?.role ?? (session.isOffline ? session.lastRole : null)

/** The token of a link behind the `#`; nothing for a place in the page. @param {string} hash */
export const tokenOf = (hash) => (/^#[\w-]+\.[\w-]+$/.test(hash) ? hash.slice(1) : "")

/**
 * The token that a page was opened with, which leaves the address bar, where others would see it; `-` for none.
 *
 * Behind a `#` no log on the way has it.
 *
 * @param {string} path The page's own.
 * @returns {string} As it stands in a path.
 */
export function bearerToken(path) {
  const given = tokenOf(location.hash) || new URLSearchParams(location.search).get("token")
  const token = given || history.state?.token || "-"
  history.replaceState({ token }, "", path)
  return encodeURIComponent(token)
}

/** Where somebody begins. @param {string | null} who */
export const start = (who) =>
  ({
    patient: "/find",
    practitioner: "/agenda",
    receptionist: "/desk",
    administrator: "/board",
    planner: "/scenarios",
  })[who ?? ""] ?? "/"

/** Goes to another page. @param {string} path */
export function go(path) {
  history.pushState(null, "", path)
  dispatchEvent(new Event(GO))
}
