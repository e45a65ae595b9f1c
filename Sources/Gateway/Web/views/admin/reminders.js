/** @import { AppointmentType, ReminderPolicies } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, request } from "../../app/api.js"
import { h, single, toast } from "../../app/dom.js"
import { t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { setupTabs } from "../../components/setup-tabs.js"
import { chips } from "../../components/wish-fields.js"

/** Minutes before a visit that are offered, longest first; whatever a clinic has beside them is offered as well. */
const OFFERED = [20_160, 10_080, 4_320, 2_880, 1_440, 240, 120, 60]

/** How long before a visit people are reminded, usually and by what it is. */
class RemindersView extends View {
  #etag = ""
  #form = h("form", { class: "stack", onsubmit: single(() => this.#save()) })
  /** @type {{type: string, boxes: any[], own: any}[]} */
  #rows = []

  async open() {
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("reminders.title")),
        setupTabs(),
        h("p", { class: "muted" }, t("reminders.text")),
        this.#form,
      ),
    )
    const [{ data, etag }, types] = await Promise.all([
      request("GET", "/v1/admin/reminders"),
      get("/v1/appointment-types"),
    ])
    this.#draw(data, etag, types.items)
  }

  /** @param {ReminderPolicies} policies @param {string | null} etag @param {AppointmentType[]} types */
  #draw(policies, etag, types) {
    this.#etag = etag ?? ""
    const own = new Map(policies.own.map((one) => [one.appointmentType, one.beforeMinutes]))
    this.#rows = [
      this.#row("", policies.usual, true),
      ...types.map((one) => this.#row(one.id, own.get(one.id) ?? policies.usual, own.has(one.id))),
    ]
    this.#form.replaceChildren(
      this.#card(this.#rows[0], t("reminders.usual")),
      ...types.map((one, index) => this.#card(this.#rows[index + 1], one.name)),
      h("div", { class: "row" }, h("button", { class: "primary" }, t("profile.save"))),
    )
  }

  /** @param {string} type @param {number[]} chosen @param {boolean} isOwn */
  #row(type, chosen, isOwn) {
    const minutes = [...new Set([...OFFERED, ...chosen])].sort((a, b) => b - a)
    const boxes = minutes.map((one) => h("input", { type: "checkbox", value: `${one}`, checked: chosen.includes(one) }))
    const own = h("input", { type: "checkbox", checked: isOwn })
    return { type, boxes, own }
  }

  /** @param {{type: string, boxes: any[], own: any}} row @param {string} name */
  #card({ type, boxes, own }, name) {
    const times = h("div", { hidden: !own.checked }, chips(name, boxes, (index) => before(Number(boxes[index].value))))
    own.addEventListener("change", () => times.hidden = !own.checked)
    return h(
      "section",
      { class: "card stack tight" },
      type && h("div", {}, h("label", { class: "chip" }, own, t("reminders.own", { name }))),
      times,
    )
  }

  async #save() {
    const minutes = (/** @type {any[]} */ boxes) => boxes.filter((box) => box.checked).map((box) => Number(box.value))
    const [usual, ...types] = this.#rows
    const body = {
      usual: minutes(usual.boxes),
      own: types.filter((row) => row.own.checked).map((row) => ({
        appointmentType: row.type,
        beforeMinutes: minutes(row.boxes),
      })),
    }
    await attempt(async () => {
      const { etag } = await request("PUT", "/v1/admin/reminders", { body, match: this.#etag })
      this.#etag = etag ?? ""
      toast(t("hours.saved"))
    })
  }
}

/** @param {number} minutes */
const before = (minutes) =>
  minutes % 1440 === 0 ?
    t(minutes === 1440 ? "reminders.day" : "reminders.days", { n: minutes / 1440 }) :
    minutes % 60 === 0 ?
    t(minutes === 60 ? "reminders.hour" : "reminders.hours", { n: minutes / 60 }) :
    t("reminders.minutes", { n: minutes })

customElements.define("view-reminders", RemindersView)
