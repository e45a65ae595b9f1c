/** @import { NewUser, Role, User } from "contract" */
import { attempt } from "../../app/attempt.js"
import { all, get, post, remove, request } from "../../app/api.js"
import { ask, h, toast } from "../../app/dom.js"
import { directory, nameOf } from "../../app/directory.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { recordForm } from "../../components/record-form.js"
import { setupTabs } from "../../components/setup-tabs.js"
import { scrollTable } from "../../components/scroll-table.js"

const roles = /** @type {const} */ (["patient", "practitioner", "receptionist", "administrator", "planner"])
const reaches = { nothing: "–", own: "◐", all: "●" }

/** Who may sign in, as what; and what each role may do. */
class UsersView extends View {
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** @type {User[]} */
  #users = []
  #search = h("input", { type: "search", oninput: () => this.#draw() })
  #list = h("div", { class: "stack tight" })
  #form = h("div", { class: "stack" })

  async open() {
    const [known, { items }] = await Promise.all([directory(), get("/v1/admin/roles")])
    this.#known = known
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("users.title")),
        setupTabs(),
        h(
          "div",
          { class: "split wide-list" },
          h(
            "div",
            { class: "stack" },
            h(
              "div",
              { class: "row end" },
              h(
                "div",
                { class: "field" },
                h("label", { for: "users-search" }, t("users.search")),
                Object.assign(this.#search, { id: "users-search" }),
              ),
              h("button", { type: "button", class: "primary", onclick: () => this.#add() }, t("users.add")),
            ),
            this.#list,
          ),
          this.#form,
        ),
        this.#table(items),
      ),
    )
    await this.#load()
  }

  async #load() {
    this.#users = await all("/v1/admin/users")
    this.#draw()
  }

  #draw() {
    const wanted = this.#search.value.toLowerCase()
    const found = this.#users.filter((one) => `${one.email} ${t(`role.${one.role}`)}`.toLowerCase().includes(wanted))
    this.#list.replaceChildren(
      h("p", { class: "muted", role: "status" }, t("desk.found", { n: found.length })),
      ...found.slice(0, 50).map((one) =>
        h(
          "article",
          { class: "card row spread" },
          h("div", {}, h("div", { class: "strong" }, one.email), h("div", { class: "muted small" }, this.#about(one))),
          h("button", {
            type: "button",
            "aria-label": `${t("clinic.change")}: ${one.email}`,
            onclick: () => this.#edit(one),
          }, t("clinic.change")),
        )
      ),
    )
  }

  /** @param {User} user */
  #about(user) {
    const who = user.practitioner ? nameOf(this.#known.practitioners, user.practitioner) : ""
    return [
      t(`role.${user.role}`),
      who,
      user.hasAuthenticator && t("users.authenticator"),
      !user.isActive && t("users.inactive"),
    ].filter(Boolean).join(" · ")
  }

  /** @returns {import("../../components/record-form.js").Field} */
  get #role() {
    return {
      name: "role",
      label: t("users.role"),
      kind: "one",
      options: roles.map((role) => [role, t(`role.${role}`)]),
    }
  }

  #add() {
    const save = async (/** @type {NewUser} */ body) => {
      const made = await post("/v1/admin/users", body)
      await this.#load()
      await this.#link(made)
    }
    this.#show(
      t("users.add"),
      recordForm(
        [
          { name: "email", label: t("sign.email"), kind: "email" },
          this.#role,
          {
            name: "practitioner",
            label: t("agenda.who"),
            kind: "one",
            isOptional: true,
            options: this.#known.practitioners.map((one) => [one.id, one.name]),
            hint: t("users.practitionerHint"),
          },
          { name: "patient", label: t("users.patient"), kind: "text", isOptional: true, hint: t("users.patientHint") },
        ],
        {},
        { save, close: () => this.#form.replaceChildren() },
        explain,
      ),
    )
  }

  /** @param {User} listed */
  async #edit(listed) {
    const path = /** @type {const} */ (`/v1/admin/users/${encodeURIComponent(listed.id)}`)
    const { data: user, etag } = await request("GET", path).catch(() => ({ data: listed, etag: null }))
    const save = async (/** @type {Pick<User, "role" | "isActive">} */ { role, isActive }) => {
      const body = { ...(role === user.role ? {} : { role }), ...(isActive === user.isActive ? {} : { isActive }) }
      await request("PATCH", path, { body, match: etag ?? "" })
      this.#form.replaceChildren()
      toast(t("hours.saved"))
      await this.#load()
    }
    this.#show(
      user.email,
      recordForm([this.#role, { name: "isActive", label: t("users.active"), kind: "check" }], user, {
        save,
        close: () => this.#form.replaceChildren(),
      }, explain),
      h(
        "div",
        { class: "row" },
        h("button", { type: "button", onclick: () => this.#link(user) }, t("users.link")),
        user.hasAuthenticator &&
          h(
            "button",
            { type: "button", class: "quiet", onclick: () => this.#removeFactor(user) },
            t("users.removeFactor"),
          ),
      ),
    )
  }

  /** For somebody who lost the second factor and the recovery codes. @param {User} user */
  async #removeFactor(user) {
    const text = h("p", {}, t("users.removeFactorText"))
    if (!(await ask(t("users.removeFactorAsk", { who: user.email }), text, t("record.remove"), t("record.close")))) {
      return
    }
    await attempt(async () => {
      await remove(`/v1/admin/users/${encodeURIComponent(user.id)}/authenticator`)
      this.#form.replaceChildren()
      toast(t("hours.saved"))
      await this.#load()
    })
  }

  /** A link with which somebody sets a password, to be handed to them. @param {User} user */
  async #link(user) {
    await attempt(async () => {
      const { token, expiresAt } = await post(`/v1/admin/users/${encodeURIComponent(user.id)}/password-link`)
      const when = dayAndTime(expiresAt, ownZone)
      const address = h("input", {
        readonly: true,
        class: "inline",
        "aria-label": t("users.link"),
        value: `${location.origin}/reset?token=${encodeURIComponent(token)}`,
        onfocus: () => address.select(),
      })
      this.#show(user.email, h("p", {}, t("users.linkText", { when })), address)
      address.focus()
    })
  }

  /** @param {string} title @param {...any} content */
  #show(title, ...content) {
    this.#form.replaceChildren(h("section", { class: "card stack" }, h("h2", { tabindex: -1 }, title), content))
    this.#form.querySelector("h2")?.focus()
  }

  /** @param {Role[]} items */
  #table(items) {
    const permissions = items[0]?.grants.map((one) => one.permission) ?? []
    const reach = (
      /** @type {Role} */ role,
      /** @type {string} */ permission,
    ) => /** @type {keyof typeof reaches} */ (role.grants.find((one) => one.permission === permission)?.reach ??
      "nothing")
    return h(
      "section",
      { class: "card stack tight" },
      h("h2", {}, t("users.may")),
      h("p", { class: "muted small" }, t("users.legend")),
      scrollTable(
        t("users.may"),
        [t("users.may"), ...items.map((one) => t(`role.${one.role}`))],
        permissions.map((permission) =>
          h(
            "tr",
            {},
            h("th", { scope: "row" }, permission),
            items.map((one) =>
              h(
                "td",
                { title: t(`reach.${reach(one, permission)}`) },
                h("span", { "aria-hidden": "true" }, reaches[reach(one, permission)]),
                h("span", { class: "visually-hidden" }, t(`reach.${reach(one, permission)}`)),
              )
            ),
          )
        ),
      ),
    )
  }
}

customElements.define("view-users", UsersView)
