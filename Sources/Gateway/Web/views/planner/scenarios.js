/** @import { Scenario, ScenarioChange, ScenarioQuestion } from "contract" */
import { get, post } from "../../app/api.js"
import { announce, field, h, options, toast } from "../../app/dom.js"
import { directory } from "../../app/directory.js"
import { dateAt, plusDays } from "../../app/calendar.js"
import { number } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/router.js"
import { View } from "../../app/view.js"
import { comparison } from "../../components/comparison.js"

/** Questions to a copy of the book: built by form, run in the background, compared side by side, made real. */
class ScenariosView extends View {
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #name = h("input", { required: true, maxlength: 200 })
  #kind = h(
    "select",
    { onchange: () => this.#fields() },
    ["absence", "longer", "newPractitioner", "demand"].map((kind) => h("option", { value: kind }, t(`what.${kind}`))),
  )
  #who = h("select", {})
  #type = h("select", {})
  #from = h("input", { type: "date" })
  #to = h("input", { type: "date" })
  #amount = h("input", { type: "number", min: 1, max: 240, value: "5" })
  #more = h("div", { class: "stack" })
  #list = h("div", { class: "stack tight" })
  #side = h("div", { class: "stack" })
  /** Scenarios that are compared. @type {Set<string>} */
  #chosen = new Set()

  async open() {
    this.#known = await directory()
    this.#who.append(...options(this.#known.practitioners))
    this.#type.append(...options(this.#known.types))
    this.#from.value = plusDays(dateAt(new Date(), "UTC"), 7)
    this.#to.value = plusDays(this.#from.value, 4)
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
            "form",
            { class: "card stack", onsubmit: (/** @type {Event} */ event) => this.#add(event) },
            h("h2", {}, t("what.new")),
            field(t("what.name"), this.#name),
            field(t("what.kind"), this.#kind),
            this.#more,
            h("button", { class: "primary" }, t("what.add")),
          ),
          h("div", { class: "stack" }, this.#list, this.#side),
        ),
      ),
    )
    this.#fields()
    await this.#load()
  }

  #fields() {
    const dates = () => h("div", { class: "row" }, field(t("find.from"), this.#from), field(t("find.to"), this.#to))
    const amount = (/** @type {string} */ label) => field(label, this.#amount)
    const who = () => field(t("agenda.who"), this.#who)
    const shown = {
      absence: () => [who(), dates()],
      longer: () => [field(t("find.what"), this.#type), amount(t("what.minutes"))],
      newPractitioner: () => [who()],
      demand: () => [amount(t("what.percent"))],
    }
    this.#more.replaceChildren(...shown[/** @type {keyof typeof shown} */ (this.#kind.value)]())
    this.#amount.value = this.#kind.value === "demand" ? "120" : "5"
  }

  get #change() {
    const kind = this.#kind.value
    switch (kind) {
      case "absence":
        return { kind, practitioner: this.#who.value, from: this.#from.value, to: this.#to.value }
      case "longer":
        return { kind, appointmentType: this.#type.value, minutes: Number(this.#amount.value) }
      case "newPractitioner":
        return { kind, practitioner: this.#who.value, name: this.#name.value }
      default:
        return { kind, percent: Number(this.#amount.value) }
    }
  }

  /** @param {Event} event */
  async #add(event) {
    event.preventDefault()
    /** @type {ScenarioQuestion} */
    const question = this.#kind.value === "absence" ? { kind: "place" } : { kind: "replay", days: 28, seed: 7 }
    try {
      const made = await post("/v1/scenarios", { name: this.#name.value, changes: [this.#change], question })
      await post(`/v1/scenarios/${encodeURIComponent(made.id)}/runs`)
      this.#chosen.add(made.id)
      await this.#load()
    } catch (error) {
      toast(explain(error))
    }
  }

  /** Shows all, and looks again while one runs. */
  async #load() {
    const { items } = await get("/v1/scenarios")
    this.#list.replaceChildren(
      ...(items.length === 0 ? [h("p", { class: "card" }, t("what.none"))] : items.map((one) => this.#item(one))),
    )
    await this.#compare()
    if (this.isConnected && items.some((one) => one.latestRun?.status === "running")) {
      setTimeout(() => this.#load(), 700)
    }
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
        h("button", { type: "button", onclick: () => this.#run(one.id) }, t("what.run")),
        run?.status === "ready" && one.scenario.question.kind === "place" &&
          h("button", { type: "button", onclick: () => this.#propose(one.id) }, t("what.propose")),
      ),
    )
  }

  /** @param {string} id */
  async #run(id) {
    await post(`/v1/scenarios/${encodeURIComponent(id)}/runs`).catch((error) => toast(explain(error)))
    this.#chosen.add(id)
    await this.#load()
  }

  /** @param {string} id */
  async #propose(id) {
    try {
      const plan = await post(`/v1/scenarios/${encodeURIComponent(id)}/proposal`)
      go(`/board?proposal=${encodeURIComponent(plan.id)}`)
    } catch (error) {
      toast(explain(error))
    }
  }

  async #compare() {
    const [first, ...others] = this.#chosen
    if (!first) return this.#side.replaceChildren()
    const { columns } = await get(
      `/v1/scenarios/${encodeURIComponent(first)}/comparison${
        others.length ? `?with=${others.map(encodeURIComponent).join(",")}` : ""
      }`,
    )
    const runs = await Promise.all([...this.#chosen].map((id) => get(`/v1/scenarios/${encodeURIComponent(id)}`)))
    this.#side.replaceChildren(comparison(columns, runs))
    announce(t("what.compare"))
  }
}

customElements.define("view-scenarios", ScenariosView)
