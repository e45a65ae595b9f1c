import { h } from "../app/dom.js"
import { t } from "../app/i18n.js"

const TABS = [
  ...["types", "practitioners", "locations", "rooms", "holidays", "rules", "settings"].map((part) => ({
    href: `/clinic?part=${part}`,
    text: `clinic.part.${part}`,
  })),
  { href: "/schedule", text: "nav.schedule" },
  { href: "/users", text: "nav.users" },
  { href: "/reminders", text: "nav.reminders" },
  { href: "/templates", text: "nav.templates" },
  { href: "/outbox", text: "nav.outbox" },
  { href: "/system", text: "nav.system" },
]

/** Ways between the pages on which administrators set the clinic up. */
export function setupTabs() {
  const here = location.pathname + location.search
  const isHere = (/** @type {string} */ href) => here === href || (here === "/clinic" && href === TABS[0].href)
  return h(
    "nav",
    { class: "chips", "aria-label": t("clinic.title") },
    TABS.map(({ href, text }) =>
      h("a", { class: "chip", href, "aria-current": isHere(href) ? "page" : null }, t(text))
    ),
  )
}
