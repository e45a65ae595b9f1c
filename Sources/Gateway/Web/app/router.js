import { GO, go, role, start, tokenOf } from "./navigation.js"

const staff = ["receptionist", "administrator"]

/**
 * Which page is shown for which path, and to whom; in the order of the menu.
 *
 * @type {{path: string, name: string, roles: string[] | null, load: () => Promise<any>, nav?: string, navRoles?: string[]}[]}
 */
export const routes = [
  { path: "/", name: "view-home", roles: null, load: () => import("../views/account/home.js") },
  { path: "/sign-in", name: "view-sign-in", roles: null, load: () => import("../views/account/sign-in.js") },
  { path: "/register", name: "view-register", roles: null, load: () => import("../views/account/sign-in.js") },
  { path: "/reset", name: "view-reset", roles: null, load: () => import("../views/account/reset.js") },
  { path: "/link", name: "view-link", roles: null, load: () => import("../views/account/link.js") },
  { path: "/offer", name: "view-offer", roles: null, load: () => import("../views/account/offer.js") },
  { path: "/stop", name: "view-stop", roles: null, load: () => import("../views/account/stop.js") },
  // Staff come here by way of the front desk, where they say for whom.
  {
    path: "/find",
    name: "view-find",
    roles: ["patient", ...staff],
    load: () => import("../views/patient/find.js"),
    nav: "nav.find",
    navRoles: ["patient"],
  },
  {
    path: "/appointments",
    name: "view-appointments",
    roles: ["patient"],
    load: () => import("../views/patient/appointments.js"),
    nav: "nav.appointments",
  },
  {
    path: "/practitioners",
    name: "view-home",
    roles: ["patient"],
    load: () => import("../views/account/home.js"),
    nav: "nav.practitioners",
  },
  {
    path: "/profile",
    name: "view-profile",
    roles: ["patient"],
    load: () => import("../views/patient/profile.js"),
    nav: "nav.profile",
  },
  {
    path: "/board",
    name: "view-board",
    roles: [...staff, "planner"],
    load: () => import("../views/admin/board.js"),
    nav: "nav.board",
  },
  { path: "/week", name: "view-week", roles: staff, load: () => import("../views/admin/week.js"), nav: "nav.week" },
  {
    path: "/agenda",
    name: "view-agenda",
    roles: ["practitioner", ...staff],
    load: () => import("../views/practitioner/agenda.js"),
    nav: "nav.agenda",
  },
  { path: "/desk", name: "view-desk", roles: staff, load: () => import("../views/admin/desk.js"), nav: "nav.desk" },
  {
    path: "/absences",
    name: "view-absences",
    roles: ["practitioner", "administrator"],
    load: () => import("../views/practitioner/absences.js"),
    nav: "nav.absences",
  },
  {
    path: "/scenarios",
    name: "view-scenarios",
    roles: ["planner", "administrator"],
    load: () => import("../views/planner/scenarios.js"),
    nav: "nav.scenarios",
  },
  {
    path: "/reports",
    name: "view-reports",
    roles: ["practitioner", "administrator", "planner"],
    load: () => import("../views/admin/reports.js"),
    nav: "nav.reports",
  },
  {
    path: "/schedule",
    name: "view-schedule",
    roles: ["practitioner", "administrator"],
    load: () => import("../views/practitioner/schedule.js"),
    nav: "nav.schedule",
    navRoles: ["practitioner"],
  },
  {
    path: "/clinic",
    name: "view-clinic",
    roles: ["administrator"],
    load: () => import("../views/admin/clinic.js"),
    nav: "nav.clinic",
  },
  {
    path: "/users",
    name: "view-users",
    roles: ["administrator"],
    load: () => import("../views/admin/users.js"),
  },
  {
    path: "/reminders",
    name: "view-reminders",
    roles: ["administrator"],
    load: () => import("../views/admin/reminders.js"),
  },
  {
    path: "/templates",
    name: "view-templates",
    roles: ["administrator"],
    load: () => import("../views/admin/templates.js"),
  },
  {
    path: "/outbox",
    name: "view-outbox",
    roles: ["administrator"],
    load: () => import("../views/admin/outbox.js"),
  },
  {
    path: "/system",
    name: "view-system",
    roles: ["administrator"],
    load: () => import("../views/admin/system.js"),
  },
  {
    path: "/messages",
    name: "view-messages",
    roles: ["patient", "practitioner", ...staff],
    load: () => import("../views/messages/messages.js"),
    nav: "nav.messages",
  },
  {
    path: "/account",
    name: "view-account",
    roles: ["patient", "practitioner", ...staff, "planner"],
    load: () => import("../views/account/account.js"),
  },
]

/** Goes to another page instead of this one. @param {string} path */
function goInstead(path) {
  history.replaceState(null, "", path)
  return show()
}

/** What the page shows: path and query. */
const here = () => location.pathname + location.search
let shown = ""

/** Shows the page of the present path. */
export async function show() {
  const main = document.getElementById("main")
  if (!main) return
  const wanted = here()
  const route = routes.find((one) => one.path === location.pathname)
  const who = role()
  if (route?.roles && !route.roles.includes(who ?? "")) {
    return goInstead(who ? start(who) : `/sign-in?next=${encodeURIComponent(wanted)}`)
  }
  const isLoaded = await (route?.load() ?? Promise.resolve()).then(() => true, () => false)
  // Somebody may have gone on while the page was fetched.
  if (wanted !== here()) return
  shown = wanted
  // A question about the page before is no longer asked.
  for (const dialog of document.querySelectorAll("dialog")) dialog.close()
  main.replaceChildren(document.createElement(isLoaded ? route?.name ?? "view-not-found" : "view-not-loaded"))
  main.focus({ preventScroll: true })
  scrollTo(0, 0)
  dispatchEvent(new Event("slotwise-page"))
}

addEventListener("slotwise-again", () => show())
addEventListener(GO, () => show())
// Within a page, such as to its content, nothing is shown anew.
addEventListener("popstate", () => shown === here() && !tokenOf(location.hash) || show())
document.addEventListener("click", (event) => {
  const link = /** @type {Element} */ (event.target).closest?.("a[href^='/']")
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || link.hasAttribute("download")) return
  event.preventDefault()
  go(link.getAttribute("href") ?? "/")
})
