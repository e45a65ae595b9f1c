/** @import { Scenario, ScenarioChange } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post, remove } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { announce, field, h, redraw } from "../../app/dom.js"
import { directory } from "../../app/directory.js"
import { number } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { View } from "../../app/view.js"
import { comparison } from "../../components/comparison.js"
import { recordForm } from "../../components/record-form.js"
import { beginning, kinds } from "./scenario-kinds.js"

/** How soon one looks again while a question is worked on. */
const PAUSE = 700

/** Questions to a copy of the book: built by form, run in the background, compared side by side, made real. */
class ScenariosView extends View {
  #load = coalesced(() => this.#read())
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #kind = h(
    "select",
    { onchange: () => this.#ask() },
    Object.keys(kinds).map((kind) => h("option", { value: kind }, t(`what.${kind}`))),
  )
  #form = h("div", { class: "stack" })
  #list = h("div", { class: "stack tight" })
  #side = h("div", { class: "stack" })
  #waiting = 0
  /** How many columns were announced. */
  #said = 0
  /** Scenarios that are compared. @type {Set<string>} */
  #chosen = new Set()

  async open() {
    this.#known = await directory()
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("what.title")),
        h("p", { class: "muted" }, t("what.text")),
        h(
          "div",
          { class: "split" },
          h(
            "section",
            { class: "card stack" },
            h("h2", {}, t("what.new")),
            field(t("what.kind"), this.#kind),
            this.#form,
          ),
          h("div", { class: "stack" }, this.#list, this.#side),
        ),
      ),
    )
    this.#ask("")
    await this.#load()
  }

  /** What the chosen kind of question needs to know. @param {string} [name] The name that was entered already. */
  #ask(name = this.#form.querySelector("input")?.value ?? "") {
    const { fields } = kinds[this.#kind.value]
    const all = [{ name: "name", label: t("what.name"), kind: /** @type {const} */ ("text") }, ...fields(this.#known)]
    this.#form.replaceChildren(
      recordForm(all, { ...beginning(), name }, {
        save: (entered) => this.#add(entered),
        saveText: t("what.add"),
      }, explain),
    )
  }

  /** @param {any} entered */
  async #add({ name, ...entered }) {
    const kind = /** @type {ScenarioChange["kind"]} */ (this.#kind.value)
    // Somebody new has the question's name.
    const change = { kind, ...entered, ...(kind === "newPractitioner" ? { name } : {}) }
    const made = await post("/v1/scenarios", { name, changes: [change], question: kinds[kind].question })
    await this.#run(made.id)
  }

  /** Shows all, and looks again while one runs. */
  async #read() {
    await attempt(async () => {
      const { items } = await get("/v1/scenarios")
      redraw(
        this.#list,
        items.length === 0 ? h("p", { class: "card" }, t("what.none")) : items.map((one) => this.#item(one)),
      )
      await this.#compare()
      clearTimeout(this.#waiting)
      const isRunning = items.some((one) => one.latestRun?.status === "running")
      if (isRunning && !this.left.aborted) this.#waiting = window.setTimeout(() => this.#load(), PAUSE)
    }, this.#list)
  }

  /** @param {Scenario} one */
  #item(one) {
    const run = one.latestRun
    const state = !run ?
      "–" :
      run.status === "running" ?
      t("what.running") :
      run.status === "failed" ?
      t("what.failed", { why: run.failure ?? "" }) :
      t("board.seconds", { n: number(run.seconds ?? 0) })
    const box = h("input", {
      type: "checkbox",
      checked: this.#chosen.has(one.id),
      onchange: () => {
        if (box.checked) this.#chosen.add(one.id)
        else this.#chosen.delete(one.id)
        this.#compare()
      },
    })
    return h(
      "article",
      { class: "card row spread" },
      h("label", { class: "chip" }, box, one.scenario.name),
      h("span", { class: "muted", role: "status" }, state),
      h(
        "div",
        { class: "row" },
        run?.status === "running" ?
          h("button", { type: "button", onclick: () => this.#stop(one.id) }, t("what.stop")) :
          h("button", { type: "button", onclick: () => this.#run(one.id) }, t("what.run")),
        run?.status === "ready" && one.scenario.question.kind === "place" &&
          h("button", { type: "button", onclick: () => this.#propose(one.id) }, t("what.propose")),
      ),
    )
  }

  /** @param {string} id */
  async #stop(id) {
    const path = /** @type {const} */ (`/v1/scenarios/${encodeURIComponent(id)}/runs`)
    await attempt(() => remove(path))
    await this.#load()
  }

  /** @param {string} id */
  async #run(id) {
    await attempt(() => post(`/v1/scenarios/${encodeURIComponent(id)}/runs`))
    this.#chosen.add(id)
    await this.#load()
  }

  /** @param {string} id */
  async #propose(id) {
    await attempt(async () => {
      const plan = await post(`/v1/scenarios/${encodeURIComponent(id)}/proposal`)
      go(`/board?proposal=${encodeURIComponent(plan.id)}`)
    })
  }

  async #compare() {
    const [first, ...others] = this.#chosen
    if (!first) return this.#side.replaceChildren()
    const path = /** @type {const} */ (`/v1/scenarios/${encodeURIComponent(first)}/comparison`)
    const { columns } = await get(others.length > 0 ? `${path}?with=${others.map(encodeURIComponent).join(",")}` : path)
    const runs = await Promise.all([...this.#chosen].map((id) => get(`/v1/scenarios/${encodeURIComponent(id)}`)))
    redraw(this.#side, comparison(columns, runs))
    if (this.#said !== columns.length) announce(t("what.compare"))
    this.#said = columns.length
  }
}

customElements.define("view-scenarios", ScenariosView)
