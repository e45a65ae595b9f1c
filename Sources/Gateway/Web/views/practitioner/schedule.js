/** @import { Schedule } from "contract" */
import { attempt } from "../../app/attempt.js"
import { request } from "../../app/api.js"
import { field, h, options, toast } from "../../app/dom.js"
import { directory, schedulesOf, zoneOf } from "../../app/directory.js"
import { dateAt, weekdays } from "../../app/calendar.js"
import { weekdayName } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { session } from "../../app/session.js"
import { trouble, View } from "../../app/view.js"
import { setupTabs } from "../../components/setup-tabs.js"
import { OutsideCalendar } from "../../components/outside-calendar.js"
import { tellDisplaced } from "../../components/displaced.js"

/** A practitioner's weekly hours and the single days that differ, changed if nobody else changed them meanwhile. */
class ScheduleView extends View {
  /** Whose hours are shown, and which version of them. */
  #loaded = { path: /** @type {`/v1/practitioners/${string}/schedule`} */ ("/v1/practitioners//schedule"), etag: "" }
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  /** @type {Schedule} */
  #schedule = { templates: [], exceptions: [] }
  #who = h("select", { onchange: () => this.#load() })
  #body = h("div", { class: "stack" })
  #outside = h("div")

  async open() {
    this.#known = await directory()
    const mine = session.account?.practitioner
    this.#who.append(...options(schedulesOf(this.#known)))
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("hours.title")),
        session.account?.role === "administrator" && setupTabs(),
        h("p", { class: "muted" }, t("hours.text")),
        !mine && field(t("agenda.who"), this.#who),
        this.#body,
        this.#outside,
      ),
    )
    await this.#load()
  }

  async #load() {
    const practitioner = this.#who.value
    const path = /** @type {const} */ (`/v1/practitioners/${encodeURIComponent(practitioner)}/schedule`)
    this.#body.replaceChildren(h("p", { class: "muted" }, t("loading")))
    this.#outside.replaceChildren(new OutsideCalendar(practitioner, zoneOf(this.#known, practitioner)))
    try {
      const { data, etag } = await request("GET", path)
      // Somebody else may have been chosen meanwhile; what is saved is always theirs whose hours are shown.
      if (practitioner !== this.#who.value) return
      this.#loaded = { path, etag: etag ?? "" }
      this.#schedule = data
      this.#draw()
    } catch (error) {
      if (practitioner === this.#who.value) this.#body.replaceChildren(trouble(error))
    }
  }

  #draw() {
    const { templates, exceptions } = this.#schedule
    templates.sort((a, b) =>
      weekdays.indexOf(a.weekday) - weekdays.indexOf(b.weekday) || a.hours.start.localeCompare(b.hours.start)
    )
    const today = dateAt(new Date(), zoneOf(this.#known, this.#who.value))
    this.#body.replaceChildren(
      this.#section(
        t("hours.weekly"),
        templates,
        (one, name) => [choice(weekdays.map((day, index) => [day, weekdayName(index)]), one, "weekday", name)],
        t("hours.add"),
        () =>
          templates.push({
            weekday: "monday",
            hours: { start: "09:00", end: "17:00" },
            breaks: [],
            validFrom: today,
          }),
      ),
      this.#section(
        t("hours.exceptions"),
        exceptions,
        (
          one,
          name,
        ) => [
          input("date", one, "date", `${t("hours.day")}: ${name}`),
          choice([["close", t("hours.close")], ["open", t("hours.open")]], one, "effect", name),
        ],
        t("hours.addDay"),
        () => exceptions.push({ date: today, hours: { start: "09:00", end: "17:00" }, effect: "close" }),
      ),
      h("button", { type: "button", class: "primary", onclick: () => this.#save() }, t("hours.save")),
    )
  }

  /**
   * Lines that can be changed, removed and added to.
   *
   * @param {string} title @param {any[]} lines @param {(one: any, name: string) => any[]} controls @param {string} text @param {() => void} add
   */
  #section(title, lines, controls, text, add) {
    return h(
      "section",
      { class: "card stack tight" },
      h("h2", {}, title),
      lines.map((one, index) => {
        const name = t("hours.line", { day: title, n: index + 1 })
        return h(
          "div",
          { class: "row" },
          controls(one, name),
          input("time", one.hours, "start", `${t("hours.from")}: ${name}`),
          input("time", one.hours, "end", `${t("hours.to")}: ${name}`),
          h("button", {
            type: "button",
            class: "quiet",
            "aria-label": `${t("hours.remove")}: ${name}`,
            onclick: () => {
              lines.splice(index, 1)
              this.#draw()
            },
          }, t("hours.remove")),
        )
      }),
      h(
        "div",
        {},
        h("button", {
          type: "button",
          onclick: () => {
            add()
            this.#draw()
          },
        }, text),
      ),
    )
  }

  async #save() {
    await attempt(async () => {
      const { path, etag: match } = this.#loaded
      const { data, etag } = await request("PUT", path, { body: this.#schedule, match })
      this.#loaded = { path, etag: etag ?? "" }
      toast(t("hours.saved"))
      await tellDisplaced(data.displaced)
    })
  }
}

/** A control that writes to a member of an object. @param {string} type @param {any} target @param {string} key @param {string} name */
function input(type, target, key, name) {
  // A day that ends at midnight has no other name in a time field.
  const shown = target[key] === "24:00" ? "23:59" : target[key]
  return h("input", {
    type,
    value: shown,
    "aria-label": name,
    required: true,
    class: "inline",
    onchange: (/** @type {any} */ event) => {
      target[key] = event.target.value
    },
  })
}

/** @param {string[][]} options @param {any} target @param {string} key @param {string} name */
function choice(options, target, key, name) {
  const select = h("select", {
    "aria-label": name,
    class: "inline",
    onchange: () => {
      target[key] = select.value
    },
  }, options.map(([value, text]) => h("option", { value }, text)))
  select.value = target[key]
  return select
}

customElements.define("view-schedule", ScheduleView)
