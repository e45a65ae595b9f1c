/** @import { Template, TemplateVersion } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post, Problem, request } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { ask, complain, field, h, single, toast } from "../../app/dom.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { setupTabs } from "../../components/setup-tabs.js"

/** @typedef {"event" | "channel" | "language"} Side */
const SIDES = /** @type {Side[]} */ (["event", "channel", "language"])

/** What messages say, written and seen as it would read, and who writes them. */
class TemplatesView extends View {
  /** @type {Template[]} */
  #all = []
  /** Which one is shown, and which version of it: what is saved is always that. */
  #shown = { path: /** @type {`/v1/admin/templates/${string}`} */ ("/v1/admin/templates/-"), etag: "" }
  #preview = coalesced(() => this.#show())
  #load = coalesced(() => this.#read())
  #waiting = 0
  #chosen = Object.fromEntries(SIDES.map((side) => [side, h("select", { onchange: () => this.#load() })]))
  #subject = h("input", { maxlength: 200, oninput: () => this.#soon() })
  #text = h("textarea", { rows: 8, maxlength: 4000, oninput: () => this.#soon() })
  /** Where a field that is pressed goes to. */
  #last = this.#text
  #editor = h("form", { class: "card stack", onsubmit: single(() => this.#save()) })
  #result = h("section", { class: "card stack" })
  #versions = h("section", { class: "stack tight" })

  async open() {
    this.#all = (await get("/v1/admin/templates")).items
    for (const side of SIDES) {
      const values = [...new Set(this.#all.map((one) => one[side]))]
      this.#chosen[side].append(...values.map((value) => h("option", { value }, t(`templates.${side}.${value}`))))
    }
    for (const control of [this.#subject, this.#text]) control.addEventListener("focus", () => this.#last = control)
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("templates.title")),
        setupTabs(),
        h("p", { class: "muted" }, t("templates.text")),
        h("div", { class: "row" }, SIDES.map((side) => field(t(`templates.${side}`), this.#chosen[side]))),
        h("div", { class: "split" }, this.#editor, h("div", { class: "stack" }, this.#result, this.#versions)),
        await this.#card(),
      ),
    )
    await this.#load()
  }

  /** Whoever is writing is not interrupted at each key. */
  #soon() {
    clearTimeout(this.#waiting)
    this.#waiting = setTimeout(() => this.#preview(), 400)
  }

  get #path() {
    const id = SIDES.map((side) => this.#chosen[side].value).join(".")
    return /** @type {const} */ (`/v1/admin/templates/${encodeURIComponent(id)}`)
  }

  async #read() {
    await attempt(async () => {
      const path = this.#path
      const { data, etag } = await request("GET", path)
      this.#shown = { path, etag: etag ?? "" }
      this.#draw(data)
      await Promise.all([this.#preview(), this.#history()])
    })
  }

  /** @param {Template} template */
  #draw(template) {
    this.#subject.value = template.subject ?? ""
    this.#text.value = template.text
    this.#last = this.#text
    const chip = (/** @type {string} */ name) =>
      h("button", { type: "button", class: "chip", onclick: () => this.#insert(`{{${name}}}`) }, `{{${name}}}`)
    this.#editor.replaceChildren(
      template.subject !== undefined ? field(t("templates.subject"), this.#subject) : "",
      field(t("templates.words"), this.#text, template.channel === "push" ? t("templates.push") : undefined),
      h("p", { class: "small muted" }, t("templates.fields")),
      h("div", { class: "chips" }, template.fields.map(chip)),
      h(
        "div",
        { class: "row" },
        h("button", { class: "primary" }, t("profile.save")),
        template.isOwn &&
          h("button", { type: "button", onclick: () => this.#reset() }, t("templates.reset")),
      ),
    )
  }

  /** @param {string} text */
  #insert(text) {
    this.#last.setRangeText(text, this.#last.selectionStart ?? 0, this.#last.selectionEnd ?? 0, "end")
    this.#last.focus()
    this.#preview()
  }

  get #body() {
    return {
      ...(this.#subject.isConnected && this.#subject.value ? { subject: this.#subject.value } : {}),
      ...(this.#text.value.trim() ? { text: this.#text.value } : {}),
    }
  }

  /** How it would read; what is wrong with it is said where it is written. */
  async #show() {
    complain(this.#subject)
    complain(this.#text)
    try {
      const { subject, text } = await post(`${this.#shown.path}/preview`, this.#body)
      this.#result.replaceChildren(
        h("h2", {}, t("templates.preview")),
        subject ? h("p", { class: "strong" }, subject) : "",
        ...text.split("\n").map((line) => h("p", {}, line)),
      )
    } catch (error) {
      this.#refuse(error)
    }
  }

  /** @param {unknown} error */
  #refuse(error) {
    // Somebody else changed it meanwhile: what they wrote is among the versions.
    if (error instanceof Problem && error.status === 412) {
      toast(explain(error))
      return this.#load()
    }
    const wrong = error instanceof Problem ? error.body.errors?.[0] : null
    complain(wrong?.field === "subject" ? this.#subject : this.#text, wrong ? wrong.rule : explain(error))
  }

  async #save() {
    try {
      const { path, etag: match } = this.#shown
      const { data, etag } = await request("PUT", path, { body: this.#body, match })
      this.#shown = { path, etag: etag ?? "" }
      this.#draw(data)
      toast(t("profile.saved"))
      await this.#history()
    } catch (error) {
      this.#refuse(error)
    }
  }

  async #reset() {
    if (
      !await ask(
        t("templates.resetAsk"),
        h("p", {}, t("templates.resetText")),
        t("templates.reset"),
        t("mine.cancelNo"),
      )
    ) {
      return
    }
    const { path, etag: match } = this.#shown
    await attempt(() => request("DELETE", path, { match }))
    await this.#load()
  }

  async #history() {
    const { items } = await get(`${this.#shown.path}/versions`)
    this.#versions.replaceChildren(
      ...(items.length ?
        [
          h("h2", {}, t("templates.versions")),
          h("ul", { class: "stack tight" }, items.map((one) => this.#version(one))),
        ] :
        []),
    )
  }

  /** @param {TemplateVersion} one */
  #version(one) {
    const { text } = one
    const take = () => {
      this.#subject.value = one.subject ?? ""
      this.#text.value = text ?? ""
      this.#preview()
      this.#text.focus()
    }
    return h(
      "li",
      { class: "row spread" },
      h("span", {}, dayAndTime(one.at, ownZone)),
      text === undefined ? h("span", { class: "muted" }, t("templates.usual")) : h(
        "button",
        {
          type: "button",
          class: "quiet",
          "aria-label": `${t("templates.take")}: ${dayAndTime(one.at, ownZone)}`,
          onclick: take,
        },
        t("templates.take"),
      ),
    )
  }

  /** Who writes: in fields, below mails, and where answers go. */
  async #card() {
    const { data, etag } = await request("GET", "/v1/admin/clinic-card")
    let match = etag ?? ""
    const inputs = /** @type {["name" | "address" | "phone" | "replyTo", any][]} */ ([
      ["name", h("input", { maxlength: 200, autocomplete: "organization" })],
      ["address", h("input", { maxlength: 200, autocomplete: "street-address" })],
      ["phone", h("input", { type: "tel", maxlength: 40, autocomplete: "tel" })],
      ["replyTo", h("input", { type: "email", maxlength: 254, autocomplete: "email" })],
    ])
    for (const [key, input] of inputs) input.value = data[key] ?? ""
    const save = async () => {
      for (const [, input] of inputs) complain(input)
      const body = Object.fromEntries(
        inputs.flatMap(([key, input]) => input.value.trim() ? [[key, input.value.trim()]] : []),
      )
      try {
        match = (await request("PUT", "/v1/admin/clinic-card", { body, match })).etag ?? ""
        toast(t("profile.saved"))
        await this.#preview()
      } catch (error) {
        const wrong = error instanceof Problem ? error.body.errors?.[0] : null
        complain(inputs.find(([key]) => key === wrong?.field)?.[1] ?? inputs[0][1], explain(error))
      }
    }
    return h(
      "form",
      { class: "card stack", onsubmit: single(save) },
      h("h2", {}, t("card.title")),
      h("p", { class: "muted" }, t("card.text")),
      inputs.map(([key, input]) => field(t(`card.${key}`), input)),
      h("div", { class: "row" }, h("button", { class: "primary" }, t("card.save"))),
      await this.#answers(),
    )
  }

  /** What an operator tells a provider of text messages. */
  async #answers() {
    const { address } = await get("/v1/admin/text-answers")
    return address && h(
      "details",
      {},
      h("summary", {}, t("card.answers")),
      h("p", { class: "small" }, t("card.answersText")),
      h("code", { class: "lines" }, address),
    )
  }
}

customElements.define("view-templates", TemplatesView)
