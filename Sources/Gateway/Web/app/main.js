import { Problem } from "./api.js"
import { h, toast } from "./dom.js"
import { directory } from "./directory.js"
import { live } from "./events.js"
import { language, speak, t } from "./i18n.js"
import { keep, sweep } from "./offline.js"
import { role, start } from "./navigation.js"
import { keepPush } from "./push.js"
import { routes, show } from "./router.js"
import { session } from "./session.js"
import { unread } from "./unread.js"
import { View } from "./view.js"

/** The bar: where one can go, and the way out. */
function bar() {
  const who = role()
  const links = routes.filter((route) => route.nav && (route.navRoles ?? route.roles)?.includes(who ?? "")).map((
    route,
  ) =>
    h(
      "a",
      { href: route.path, "aria-current": route.path === location.pathname ? "page" : null },
      t(route.nav ?? ""),
      route.path === "/messages" && unread.count > 0 &&
        h("span", { class: "tag", "aria-label": t("nav.unread", { n: unread.count }) }, unread.count),
    )
  )
  // Who reads offline what was kept has a way out as well: it takes what was kept along.
  const ways = who ?
    [
      h("a", {
        class: "button quiet",
        href: "/account",
        "aria-current": location.pathname === "/account" ? "page" : null,
      }, t("nav.account")),
      h("button", { type: "button", class: "quiet", onclick: () => session.signOut() }, t("nav.signOut")),
    ] :
    [
      h("a", { class: "button", href: "/sign-in" }, t("nav.signIn")),
      h("a", { class: "button primary", href: "/register" }, t("nav.register")),
    ]
  document.getElementById("bar")?.replaceChildren(
    h(
      "a",
      { class: "brand", "aria-label": "Slotwise", href: who ? start(who) : "/" },
      h("img", { src: icon(), alt: "" }),
      h("span", {}, "Slotwise"),
    ),
    h("nav", { "aria-label": t("nav.main") }, links),
    h(
      "div",
      { class: "row" },
      h("button", {
        type: "button",
        class: "quiet",
        lang: language === "en" ? "de" : "en",
        onclick: () => speak(language === "en" ? "de" : "en"),
      }, t("language")),
      ...ways,
    ),
  )
}

const icon = () => document.querySelector("link[rel=icon]")?.getAttribute("href") ?? ""

class NotFoundView extends View {
  open() {
    this.append(h("h1", {}, t("notFound")))
  }
}
customElements.define("view-not-found", NotFoundView)

/** The modules of the page could not be had: no connection, or another version is served by now. */
class NotLoadedView extends View {
  open() {
    throw new Problem(0, null)
  }
}
customElements.define("view-not-loaded", NotLoadedView)

/** The shell for offline reading; whoever registers it must be our own policy's word. */
async function keepShell() {
  if (!("serviceWorker" in navigator)) return
  const path = "/service-worker.js"
  const policy = /** @type {any} */ (globalThis).trustedTypes?.createPolicy("slotwise", {
    createScriptURL: (/** @type {string} */ url) => (url === path ? url : ""),
  })
  const registration = await navigator.serviceWorker.register(policy ? policy.createScriptURL(path) : path)
  registration.addEventListener("updatefound", () => {
    const worker = registration.installing
    worker?.addEventListener("statechange", () => {
      if (worker.state === "installed" && navigator.serviceWorker.controller) {
        toast(t("update.ready"), { label: t("update.now"), run: () => worker.postMessage("take-over") })
      }
    })
  })
  let hadController = Boolean(navigator.serviceWorker.controller)
  navigator.serviceWorker.addEventListener("controllerchange", () => {
    if (hadController) location.reload()
    hadController = true
  })
}

addEventListener("beforeinstallprompt", (event) => {
  event.preventDefault()
  if (localStorage.getItem("slotwise-install")) return
  localStorage.setItem("slotwise-install", "asked")
  toast(t("install.now"), { label: t("install.now"), run: () => /** @type {any} */ (event).prompt() })
})
addEventListener("slotwise-page", bar)
unread.addEventListener("change", bar)
addEventListener("online", async () => {
  const wasOffline = session.isOffline
  await session.renew()
  // Whatever somebody is doing goes on, unless it was shown as of before.
  if (wasOffline) show()
})
session.addEventListener("change", () => {
  live.start()
  if (!session.account) return show()
  keepPush(session.account.patient, session.account.id).catch(() => null)
  // It may have been read before anybody was here.
  directory().then((known) => keep("directory", known)).catch(() => null)
})

if (session.lastRole) await session.renew()
unread.start()
if (location.pathname === "/" && role()) history.replaceState(null, "", start(role()))
await show()
keepShell().catch(() => null)
sweep().catch(() => null)
