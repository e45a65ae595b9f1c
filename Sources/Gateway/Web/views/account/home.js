import { get } from "../../app/api.js"
import { h } from "../../app/dom.js"
import { directory, nameOf } from "../../app/directory.js"
import { dateText } from "../../app/format.js"
import { t } from "../../app/i18n.js"

/** What a visitor sees: what this is, who works here, when they are free next. */
class HomeView extends HTMLElement {
  async connectedCallback() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("home.title")),
        h("p", { class: "muted" }, t("home.text")),
        h(
          "div",
          { class: "row" },
          h("a", { class: "button primary", href: "/register" }, t("nav.register")),
          h("a", { class: "button", href: "/sign-in" }, t("nav.signIn")),
        ),
        h(
          "section",
          { class: "stack", "aria-labelledby": "doctors" },
          h("h2", { id: "doctors" }, t("home.doctors")),
          h("div", { class: "stack tight", id: "people" }, t("loading")),
        ),
      ),
    )
    const known = await directory()
    const first = known.types[0]?.id
    const free = first ?
      await Promise.all(
        firstOfEachSkill(known).map((type) => get(`/v1/practitioners?appointmentType=${encodeURIComponent(type)}`)),
      ) :
      []
    const next = new Map(
      free.flatMap((page) => page.items).filter((one) => one.nextFree).map((one) => [one.id, one.nextFree]),
    )
    this.querySelector("#people")?.replaceChildren(
      ...known.practitioners.map((one) =>
        h(
          "div",
          { class: "card row spread" },
          h("span", { class: "strong" }, one.name),
          h("span", { class: "muted" }, nameOf(known.locations, one.location)),
          next.has(one.id) &&
            h("span", { class: "tag" }, t("home.next", { date: dateText(next.get(one.id) ?? "") })),
        )
      ),
    )
  }
}

/** One type for each skill, to ask when its practitioners are free. @param {import("../../app/directory.js").Directory} known */
function firstOfEachSkill(known) {
  return [...new Map(known.types.map((type) => [type.skill, type.id])).values()]
}

customElements.define("view-home", HomeView)
