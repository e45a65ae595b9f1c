import { attempt } from "../../app/attempt.js"
import { all, get, post, remove } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { field, h, options, single } from "../../app/dom.js"
import { directory, nameOf, schedulesOf, zoneOf } from "../../app/directory.js"
import { dateAt, plusDays, startOfDay } from "../../app/calendar.js"
import { dayAndTime } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { go } from "../../app/navigation.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"

/** Who is away when, and whom that displaces; before it is recorded, how many. */
class AbsencesView extends View {
  #preview = coalesced(() => this.#countDisplaced())
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #who = h("select", { onchange: () => this.#preview() })
  #from = h("input", { type: "date", required: true, onchange: () => this.#preview() })
  #to = h("input", { type: "date", required: true, onchange: () => this.#preview() })
  #reason = h("input", { maxlength: 200 })
  #count = h("p", { class: "muted", role: "status" })
  #list = h("div", { class: "stack tight" })

  async open() {
    this.#known = await directory()
    this.#who.append(...options(schedulesOf(this.#known)))
    this.#from.value = plusDays(dateAt(new Date(), zoneOf(this.#known, this.#who.value)), 1)
    this.#to.value = plusDays(this.#from.value, 4)
    this.replaceChildren(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("absence.title")),
        h(
          "div",
          { class: "split" },
          h(
            "form",
            { class: "card stack", onsubmit: single((/** @type {Event} */ event) => this.#record(event)) },
            h("h2", {}, t("absence.new")),
            field(t("agenda.who"), this.#who),
            h("div", { class: "row" }, field(t("find.from"), this.#from), field(t("find.to"), this.#to)),
            field(t("absence.reason"), this.#reason),
            this.#count,
            h("button", { class: "primary" }, t("absence.record")),
          ),
          h("section", { class: "stack tight" }, h("h2", {}, t("absence.list")), this.#list),
        ),
      ),
    )
    await Promise.all([this.#preview(), this.#load()])
  }

  get #range() {
    const zone = zoneOf(this.#known, this.#who.value)
    return { from: startOfDay(this.#from.value, zone), to: startOfDay(plusDays(this.#to.value, 1), zone) }
  }

  async #countDisplaced() {
    if (!this.#from.value || !this.#to.value) return
    const { from, to } = this.#range
    try {
      const found = await all(
        `/v1/appointments?practitioner=${encodeURIComponent(this.#who.value)}&from=${from}&to=${to}`,
      )
      const displaced = found.filter((one) => ["booked", "pending"].includes(one.status))
      this.#count.textContent = t("absence.preview", { n: displaced.length })
    } catch (error) {
      this.#count.textContent = explain(error)
    }
  }

  /** @param {Event} event */
  async #record(event) {
    event.preventDefault()
    await attempt(async () => {
      await post("/v1/absences", {
        practitioner: this.#who.value,
        ...this.#range,
        ...(this.#reason.value ? { reason: this.#reason.value } : {}),
      })
    })
    await this.#load()
  }

  async #load() {
    const { items } = await get("/v1/absences")
    const canPlan = session.account?.role === "administrator"
    this.#list.replaceChildren(
      ...(items.length === 0 ? [h("p", { class: "card" }, t("absence.none"))] : items.map((one) => {
        const zone = zoneOf(this.#known, one.practitioner)
        const lost = one.displaced.filter((who) => !who.reachable).length
        return h(
          "article",
          { class: "card stack tight" },
          h("h3", {}, nameOf(this.#known.practitioners, one.practitioner)),
          h("p", {}, `${dayAndTime(one.from, zone)} – ${dayAndTime(one.to, zone)} · ${one.reason}`),
          h(
            "p",
            { class: one.displaced.length ? "strong" : "muted" },
            one.displaced.length ? t("absence.displaced", { n: one.displaced.length, m: lost }) : t("absence.nobody"),
          ),
          h(
            "div",
            { class: "row" },
            canPlan && one.displaced.length > 0 &&
              h("button", {
                type: "button",
                class: "primary",
                onclick: () => go(`/board?absence=${encodeURIComponent(one.id)}`),
              }, t("absence.plan")),
            h("button", {
              type: "button",
              onclick: async () => {
                await attempt(() => remove(`/v1/absences/${encodeURIComponent(one.id)}`))
                await this.#load()
              },
            }, t("absence.end")),
          ),
        )
      })),
    )
  }
}

customElements.define("view-absences", AbsencesView)
