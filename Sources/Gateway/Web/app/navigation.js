import { session } from "./session.js"

/** Said when the path is another: whoever shows pages listens, and pages need not know who that is. */
export const GO = "slotwise-go"

/** The role that pages are chosen for: whose session it is, or offline whose it was. */
export const role = () => session.account?.role ?? (session.isOffline ? session.lastRole : null)

/** The token of a link behind the `#`; nothing for a place in the page. @param {string} hash */
export const tokenOf = (hash) => (/^#[\w-]+\.[\w-]+$/.test(hash) ? hash.slice(1) : "")

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
