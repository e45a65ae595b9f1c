import { request } from "../../app/api.js"
import { field, h, toast } from "../../app/dom.js"
import { directory } from "../../app/directory.js"
import { weekdays } from "../../app/calendar.js"
import { weekdayName } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { View } from "../../app/view.js"

/** Standing wishes of a patient. */
class ProfileView extends View {
  #etag = ""
  #who = h("select", {})
  #days = weekdays.map((day) => h("input", { type: "checkbox", value: day }))
  #times = ["any", "am", "pm"].map((time) => h("input", { type: "radio", name: "time", value: time }))

  async open() {
    const [known, { data, etag }] = await Promise.all([directory(), request("GET", this.#path)])
    this.#etag = etag ?? ""
    this.#who.append(
      h("option", { value: "" }, t("find.anybody")),
      ...known.practitioners.map((one) => h("option", { value: one.id }, one.name)),
    )
    const wishes = data.preferences
    this.#who.value = wishes.practitioners?.[0] ?? ""
    for (const box of this.#days) box.checked = (wishes.weekdays ?? []).includes(box.value)
    for (const radio of this.#times) radio.checked = radio.value === (wishes.timesOfDay?.[0] ?? "any")
    this.replaceChildren(
      h(
        "form",
        { class: "stack narrow", onsubmit: (/** @type {Event} */ event) => this.#save(event) },
        h("h1", {}, t("profile.title")),
        h("p", { class: "muted" }, t("profile.text")),
        field(t("find.who"), this.#who),
        h(
          "fieldset",
          {},
          h("legend", {}, t("find.days")),
          h(
            "div",
            { class: "chips" },
            this.#days.map((box, index) => h("label", { class: "chip" }, box, weekdayName(index))),
          ),
        ),
        h(
          "fieldset",
          {},
          h("legend", {}, t("find.times")),
          h(
            "div",
            { class: "chips" },
            this.#times.map((radio) => h("label", { class: "chip" }, radio, t(`find.${radio.value}`))),
          ),
        ),
        h("button", { class: "primary" }, t("profile.save")),
      ),
    )
  }

  get #path() {
    return /** @type {const} */ (`/v1/patients/${encodeURIComponent(session.account?.patient ?? "")}`)
  }

  /** @param {Event} event */
  async #save(event) {
    event.preventDefault()
    const time = this.#times.find((radio) => radio.checked)?.value ?? "any"
    const body = {
      practitioners: this.#who.value ? [this.#who.value] : [],
      weekdays: this.#days.filter((box) => box.checked).map((box) => box.value),
      timesOfDay: time === "any" ? [] : [time],
    }
    try {
      const { etag } = await request("PUT", `${this.#path}/preferences`, { body, match: this.#etag })
      this.#etag = etag ?? ""
      toast(t("profile.saved"))
    } catch (error) {
      toast(explain(error))
    }
  }
}

customElements.define("view-profile", ProfileView)
