/** @import { Part } from "./clinic-parts.js" */
import { attempt } from "../../app/attempt.js"
import * as bounds from "../../app/bounds.js"
import { request } from "../../app/api.js"
import { ask, h, toast } from "../../app/dom.js"
import { directory, forgetDirectory } from "../../app/directory.js"
import { explain, t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { recordForm } from "../../components/record-form.js"
import { setupTabs } from "../../components/setup-tabs.js"
import { parts } from "./clinic-parts.js"
import { tellDisplaced } from "../../components/displaced.js"

/** What administrators set of the clinic, part by part; a change is made only to what was read. */
class ClinicView extends View {
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #part = parts.find((one) => one.name === new URLSearchParams(location.search).get("part")) ?? parts[0]
  /** What a record that is added must match. */
  #match = ""
  /** @type {any[]} */
  #records = []
  #list = h("div", { class: "stack tight" })
  #form = h("div", {})

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("clinic.title")),
        setupTabs(),
        h("div", { class: "split wide-list" }, this.#list, this.#form),
      ),
    )
    await this.#load()
  }

  get #name() {
    return new URLSearchParams(location.search).get("part") ?? parts[0].name
  }

  async #load() {
    await attempt(async () => {
      if (this.#name === "settings") return await this.#settings()
      forgetDirectory()
      this.#known = await directory()
      const { items, match } = await this.#part.list(this.#known)
      this.#records = items
      this.#match = match
      this.#draw()
    }, this.#list)
  }

  #draw() {
    const { title } = this.#part
    this.#list.replaceChildren(
      h(
        "div",
        {},
        h(
          "button",
          { type: "button", class: "primary", onclick: () => this.#edit(null) },
          t(`clinic.add.${this.#part.name}`),
        ),
      ),
      ...(this.#records.length === 0 ? [h("p", { class: "card" }, t("clinic.none"))] : this.#records.map((one) =>
        h(
          "article",
          { class: "card row spread" },
          h("span", {}, title(one, this.#known)),
          h("button", {
            type: "button",
            "aria-label": `${t("clinic.change")}: ${title(one, this.#known)}`,
            onclick: () => this.#edit(one),
          }, t("clinic.change")),
        )
      )),
    )
  }

  /** @param {any} before The record as it is, or null for another. */
  async #edit(before) {
    await attempt(async () => {
      const { record, match } = before ? await this.#part.open(before, this.#match) : { record: {}, match: this.#match }
      const id = {
        name: "id",
        label: t("clinic.id"),
        kind: /** @type {const} */ ("text"),
        hint: t("clinic.idHint"),
        limits: { pattern: "[A-Za-z0-9._\\-]{1,64}" },
      }
      const fields = [...(this.#part.hasID && !before ? [id] : []), ...this.#part.fields(this.#known)]
      const { remove } = this.#part
      this.#form.replaceChildren(
        h(
          "section",
          { class: "card stack" },
          h(
            "h2",
            { tabindex: -1 },
            before ? this.#part.title(before, this.#known) : t(`clinic.add.${this.#part.name}`),
          ),
          recordForm(fields, record, {
            save: (entered) =>
              this.#save(
                before ? { ...(this.#part.hasID ? { id: before.id } : {}), ...entered } : entered,
                before,
                match,
              ),
            remove: before && remove ? () => this.#remove(before, match) : undefined,
            close: () => this.#form.replaceChildren(),
          }, explain),
        ),
      )
      this.#form.querySelector("h2")?.focus()
    })
  }

  /** @param {any} record @param {any} before @param {string} match */
  async #save(record, before, match) {
    const answer = await this.#part.save(record, before, this.#records, match)
    await this.#saved()
    await tellDisplaced(answer?.data?.displaced)
  }

  /** @param {any} record @param {string} match */
  async #remove(record, match) {
    if (
      !(await ask(
        t("clinic.removeAsk"),
        h("p", {}, this.#part.title(record, this.#known)),
        t("record.remove"),
        t("record.close"),
        "danger",
      ))
    ) return
    await attempt(async () => {
      await this.#part.remove?.(record, this.#records, match)
      await this.#saved()
    })
  }

  async #saved() {
    this.#form.replaceChildren()
    toast(t("hours.saved"))
    await this.#load()
  }

  async #settings() {
    const { data, etag } = await request("GET", "/v1/admin/settings")
    const fields = [
      {
        name: "changeCutoffMinutes",
        label: t("clinic.cutoff"),
        kind: /** @type {const} */ ("number"),
        limits: bounds.Settings.changeCutoffMinutes,
      },
      {
        name: "linkDays",
        label: t("clinic.linkDays"),
        kind: /** @type {const} */ ("number"),
        limits: bounds.Settings.linkDays,
      },
      {
        name: "appointmentsPerPatient",
        label: t("clinic.appointmentsPerPatient"),
        kind: /** @type {const} */ ("number"),
        limits: bounds.Settings.appointmentsPerPatient,
      },
      {
        name: "waitlistPerPatient",
        label: t("clinic.waitlistPerPatient"),
        kind: /** @type {const} */ ("number"),
        limits: bounds.Settings.waitlistPerPatient,
      },
    ]
    const save = async (/** @type {any} */ body) => {
      await request("PUT", "/v1/admin/settings", { body, match: etag ?? "" })
      await this.#saved()
    }
    this.#list.replaceChildren(
      h("section", { class: "card" }, recordForm(fields, data, { save, close: () => this.#load() }, explain)),
    )
  }
}

customElements.define("view-clinic", ClinicView)
