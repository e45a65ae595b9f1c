/** @import { Absence, NewProposal, Proposal, ProposalMove } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post } from "../../app/api.js"
import { announce, ask, h, redraw, toast, toggle } from "../../app/dom.js"
import { directory, nameOf } from "../../app/directory.js"
import { live } from "../../app/events.js"
import { t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { trouble, View } from "../../app/view.js"
import { moveMap } from "../../components/plan-chart.js"
import { PlanAnswers } from "../../components/plan-answers.js"
import { planHead } from "../../components/plan-head.js"
import { moveRow, planAgain, supposedAbsences, unplacedPatients } from "../../components/plan-parts.js"
import { scrollTable } from "../../components/scroll-table.js"
import { spreadForm } from "../../components/spread-form.js"

/** An absence becomes a plan that one watches improve, changes, and applies whole or in part. */
class BoardView extends View {
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** @type {Proposal | null} */
  #plan = null
  /** Appointments that stay where they are in the next plan. @type {Set<string>} */
  #pinned = new Set()
  /** Practitioners who take nobody in the next plan. @type {Set<string>} */
  #excluded = new Set()
  /** Moves that are not to be applied. @type {Set<string>} */
  #left = new Set()
  /** Who knows of the plan that is shown. @type {{plan: string, element: PlanAnswers} | null} */
  #answers = null
  #others = h("input", { type: "checkbox" })
  #body = h("div", { class: "stack" })

  async open() {
    this.#known = await directory()
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("board.title")),
        h("p", { class: "muted" }, t("board.text")),
        this.#body,
      ),
    )
    live.addEventListener("proposalProgress", (event) => {
      const { proposal } = /** @type {CustomEvent} */ (event).detail
      if (proposal === this.#plan?.id) this.#refresh(proposal)
    }, { signal: this.left })
    const query = new URLSearchParams(location.search)
    if (query.get("proposal")) await this.#follow(query.get("proposal") ?? "")
    else if (query.get("absence")) await this.#solve({ absences: [query.get("absence") ?? ""] })
    else await this.#choose()
  }

  async #choose() {
    await attempt(async () => {
      const mayRecord = session.account?.role === "administrator"
      const [absences, plans] = await Promise.all([
        mayRecord ? get("/v1/absences") : { items: [] },
        get("/v1/proposals"),
      ])
      const open = absences.items.filter((one) => one.displaced.length > 0)
      const nothing = h(
        "p",
        { class: "card" },
        t("absence.none"),
        " ",
        mayRecord && h("a", { href: "/absences" }, t("nav.absences")),
      )
      this.#body.replaceChildren(
        ...open.map((one) => this.#absence(one)),
        ...plans.items.slice(0, 10).map((plan) => this.#stored(plan)),
        ...(open.length + plans.items.length === 0 ? [nothing] : []),
        spreadForm(this.#known.locations[0]?.zone ?? "UTC", (selection) => this.#solve({ selection })),
      )
    }, this.#body)
  }

  /** @param {Absence} one */
  #absence(one) {
    const lost = one.displaced.filter((who) => !who.reachable).length
    return h(
      "article",
      { class: "card row spread" },
      h("span", { class: "strong" }, this.#name(one.practitioner)),
      h("span", {}, t("absence.displaced", { n: one.displaced.length, m: lost })),
      h(
        "button",
        { type: "button", class: "primary", onclick: () => this.#solve({ absences: [one.id] }) },
        t("absence.plan"),
      ),
    )
  }

  /** @param {Proposal} plan */
  #stored(plan) {
    return h(
      "article",
      { class: "card row spread" },
      h("span", {}, `${t(`board.${plan.purpose}`)} · ${plan.moves.length} ${t("board.moves")}`),
      h("span", { class: "muted" }, plan.termination ?? t(`board.${plan.status}`)),
      h("button", { type: "button", onclick: () => this.#follow(plan.id) }, t("board.show")),
    )
  }

  /** @param {Pick<NewProposal, "absences" | "selection">} purpose */
  async #solve(purpose) {
    await attempt(async () => {
      const plan = await post("/v1/proposals", {
        ...purpose,
        pinned: [...this.#pinned],
        excluded: [...this.#excluded],
        movesOthers: this.#others.checked,
        deadlineSeconds: 20,
      })
      this.#left.clear()
      await this.#follow(plan.id)
    }, this.#body)
  }

  /** Watches a plan until it is over. @param {string} id */
  async #follow(id) {
    if (this.left.aborted) return
    history.replaceState(null, "", `/board?proposal=${encodeURIComponent(id)}`)
    for (let pause = 150; this.isConnected; pause = Math.min(pause * 1.5, 1500)) {
      const status = await this.#refresh(id)
      if (status !== "solving") return announce(t(status === "ready" ? "board.ready" : "board.failed"))
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
  }

  /** Shows a plan as it is now. @param {string} id @returns {Promise<Proposal["status"]>} */
  async #refresh(id) {
    try {
      const plan = await get(`/v1/proposals/${encodeURIComponent(id)}`)
      // An answer from before may come after the last one.
      const isOver = this.#plan?.id === id && this.#plan.status !== "solving"
      if (!isOver) this.#plan = plan
      if (!isOver) this.#draw(plan)
      return isOver ? this.#plan?.status ?? "failed" : plan.status
    } catch (error) {
      this.#body.replaceChildren(trouble(error))
      return "failed"
    }
  }

  /** @param {Proposal} plan */
  #draw(plan) {
    redraw(this.#body, planHead(plan), ...(plan.status === "ready" ? this.#result(plan) : []))
  }

  /** @param {Proposal} plan */
  #result(plan) {
    return [
      ["administrator", "receptionist"].includes(session.account?.role ?? "") && this.#answersOf(plan.id),
      plan.supposed.length > 0 && supposedAbsences(plan, this.#known),
      plan.moves.length > 0 &&
      h("section", { class: "card stack" }, h("h2", {}, t("board.map")), moveMap(plan.moves, (id) => this.#name(id))),
      plan.unplaced.length > 0 && unplacedPatients(plan),
      this.#moves(plan),
      // What is only supposed is asked again as a scenario.
      plan.absences.length > 0 && this.#again(plan),
    ].filter(Boolean)
  }

  /** The same element for the same plan, however often it is drawn. @param {string} id */
  #answersOf(id) {
    if (this.#answers?.plan !== id) this.#answers = { plan: id, element: new PlanAnswers(id, this.#known) }
    return this.#answers.element
  }

  /** @param {string} id */
  #name(id) {
    return nameOf(this.#known.practitioners, id)
  }

  /** @param {Proposal} plan */
  #moves(plan) {
    const chosen = plan.moves.filter((move) => !this.#left.has(move.appointment))
    // Who applies a plan that supposes absences records them.
    const canApply = plan.supposed.length > 0 ? ["administrator"] : ["administrator", "receptionist"]
    return h(
      "section",
      { class: "card stack" },
      h(
        "div",
        { class: "row spread" },
        h("h2", {}, t("board.moves")),
        canApply.includes(session.account?.role ?? "") &&
          h(
            "button",
            { type: "button", class: "primary", disabled: chosen.length === 0, onclick: () => this.#apply(chosen) },
            t("board.apply", { n: chosen.length }),
          ),
      ),
      scrollTable(
        t("board.moves"),
        ["take", "who", "from", "to", "why", "pin"].map((head) => t(`board.${head}`)),
        plan.moves.map((move) => this.#move(move)),
      ),
    )
  }

  /** @param {Proposal} plan */
  #again(plan) {
    return planAgain(plan, this.#known, this.#excluded, this.#others, () => this.#solve({ absences: plan.absences }))
  }

  /** @param {ProposalMove} move */
  #move(move) {
    const box = (/** @type {Set<string>} */ set, /** @type {boolean} */ inverted, /** @type {string} */ label) =>
      h("input", {
        type: "checkbox",
        "aria-label": `${label}: ${move.name}`,
        checked: set.has(move.appointment) !== inverted,
        onchange: (/** @type {any} */ event) => {
          toggle(set, move.appointment, event.target.checked !== inverted)
          if (inverted && this.#plan) this.#draw(this.#plan)
        },
      })
    return moveRow(move, this.#known, box(this.#left, true, t("board.take")), box(this.#pinned, false, t("board.pin")))
  }

  /** @param {ProposalMove[]} moves */
  async #apply(moves) {
    if (
      !(await ask(
        t("board.applyAsk", { n: moves.length }),
        h("p", {}, t("board.applyText")),
        t("board.take"),
        t("mine.cancelNo"),
      ))
    ) return
    await attempt(async () => {
      const { items } = await post(`/v1/proposals/${encodeURIComponent(this.#plan?.id ?? "")}/application`, {
        moves: moves.map((move) => move.appointment),
      })
      toast(t("board.applied", { n: items.length }))
      if (this.left.aborted) return
      // Whoever has decided sees who knows of it, and what they say.
      if (this.#plan) this.#draw(this.#plan)
      scrollTo(0, 0)
    })
  }
}

customElements.define("view-board", BoardView)
