/** @import { Practitioner, Profile } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get } from "../../app/api.js"
import { field, h, options } from "../../app/dom.js"
import { directory, nameOf } from "../../app/directory.js"
import { dateText, languageName } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"

/** Who works here, found by name, skill and place, and when they are free next; for visitors also what this is. */
class HomeView extends View {
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** First free day by practitioner. @type {Map<string, string>} */
  #free = new Map()
  /** How they introduce themselves, by practitioner. @type {Map<string, Profile>} */
  #profiles = new Map()
  #name = h("input", { type: "search", oninput: () => this.#draw() })
  #skill = h("select", { onchange: () => this.#draw() }, h("option", { value: "" }, t("home.anything")))
  #place = h("select", { onchange: () => this.#draw() }, h("option", { value: "" }, t("week.everywhere")))
  #language = h("select", { onchange: () => this.#draw() }, h("option", { value: "" }, t("home.anyLanguage")))
  #people = h("div", { class: "stack tight" }, t("loading"))

  /** Shown where somebody has said which languages they speak. */
  #languages = h("div", { hidden: true }, field(t("home.speaks"), this.#language))

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        !session.account && this.#welcome(),
        h(
          "section",
          { class: "stack", "aria-labelledby": "doctors" },
          h(session.account ? "h1" : "h2", { id: "doctors" }, t("home.doctors")),
          h(
            "div",
            { class: "row end" },
            field(t("home.name"), this.#name),
            field(t("find.what"), this.#skill),
            field(t("week.where"), this.#place),
            this.#languages,
          ),
          this.#people,
        ),
      ),
    )
    await attempt(async () => {
      this.#known = await directory()
      this.#place.append(...options(this.#known.locations))
      this.#skill.append(...options(this.#known.types))
      this.#draw()
      await Promise.all([this.#meet().catch(() => null), this.#ask()])
    }, this.#people)
  }

  /** How they introduce themselves; the list stands without it. */
  async #meet() {
    const profiles = (await get("/v1/practitioner-profiles")).items
    this.#profiles = new Map(profiles.map((one) => [one.practitioner, one]))
    const tags = [...new Set(profiles.flatMap((one) => one.languages))]
    this.#language.append(...options(tags.map((tag) => ({ id: tag, name: languageName(tag) }))))
    this.#languages.hidden = tags.length === 0
    this.#draw()
  }

  #welcome() {
    return h(
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
    )
  }

  /** When everybody is free next, by one type of each skill. */
  async #ask() {
    const types = new Map(this.#known.types.map((type) => [type.skill, type.id])).values()
    const pages = await Promise.all(
      [...types].map((type) => get(`/v1/practitioners?appointmentType=${encodeURIComponent(type)}`)),
    )
    this.#free = new Map(
      pages.flatMap((page) => page.items).flatMap((one) => one.nextFree ? [[one.id, one.nextFree]] : []),
    )
    this.#draw()
  }

  #draw() {
    const skill = this.#known.types.find((one) => one.id === this.#skill.value)?.skill
    const found = this.#known.practitioners.filter((one) =>
      one.name.toLowerCase().includes(this.#name.value.toLowerCase()) && (!skill || one.skills.includes(skill)) &&
      (!this.#place.value || one.location === this.#place.value) &&
      (!this.#language.value || this.#profiles.get(one.id)?.languages.includes(this.#language.value))
    )
    this.#people.replaceChildren(
      ...(found.length === 0 ? [h("p", { class: "card" }, t("desk.none"))] : found.map((one) => this.#card(one))),
    )
  }

  /** @param {Practitioner} one */
  #card(one) {
    const free = this.#free.get(one.id)
    const profile = this.#profiles.get(one.id)
    const type = this.#skill.value || this.#known.types.find((type) => one.skills.includes(type.skill))?.id || ""
    return h(
      "article",
      { class: "card row spread" },
      h("span", { class: "strong" }, one.name),
      h(
        "span",
        { class: "muted" },
        [nameOf(this.#known.locations, one.location), ...(profile?.languages ?? []).map(languageName)].join(" · "),
      ),
      h(
        "span",
        { class: "row" },
        free && h("span", { class: "tag" }, t("home.next", { date: dateText(free) })),
        session.account?.role === "patient" &&
          h("a", {
            class: "button",
            href: `/find?practitioner=${encodeURIComponent(one.id)}&type=${encodeURIComponent(type)}`,
            "aria-label": `${t("nav.find")}: ${one.name}`,
          }, t("nav.find")),
      ),
      profile?.text && h("p", { class: "whole" }, profile.text),
    )
  }
}

customElements.define("view-home", HomeView)
