/** @import { AgendaEntry } from "contract" */
import { attempt } from "../../app/attempt.js"
import { get, post } from "../../app/api.js"
import { coalesced } from "../../app/coalesced.js"
import { field, h, options, redraw } from "../../app/dom.js"
import { directory, nameOf, schedulesOf, zoneOf } from "../../app/directory.js"
import { live } from "../../app/events.js"
import { dateAt, plusDays } from "../../app/calendar.js"
import { dateText, dayAndTime, ownZone, timeOf } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { keep, recall } from "../../app/offline.js"
import { session } from "../../app/session.js"
import { tone } from "../../app/status.js"
import { trouble, View } from "../../app/view.js"
import { choiceGroup } from "../../components/choice-group.js"

/** What may be done with an appointment in each state. @type {Record<string, string[]>} */
const steps = {
  pending: ["confirmation"],
  booked: ["arrival", "no-show"],
  arrived: ["check-in"],
  "checked-in": ["fulfilment"],
}

/** The states whose last step the desk can take back. */
const revertible = ["arrived", "checked-in", "fulfilled", "noshow"]

/** Who comes when, and into which room: a day or a week, readable offline. */
class AgendaView extends View {
  #load = coalesced(() => this.#read())
  /** @type {import("../../app/directory.js").Directory} */
  #known = /** @type {any} */ (null)
  #who = h("select", { onchange: () => this.#load() })
  #date = h("input", { type: "date", onchange: () => this.#load() })
  #isWeek = false
  #sheet = h("div", { class: "stack" })

  async open() {
    this.#known = await directory()
    const mine = session.account?.practitioner
    this.#who.append(...options(schedulesOf(this.#known)))
    this.#date.value = dateAt(new Date(), zoneOf(this.#known, this.#who.value))
    this.replaceChildren(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("agenda.title")),
        h(
          "div",
          { class: "row end" },
          !mine && field(t("agenda.who"), this.#who),
          field(t("agenda.date"), this.#date),
          choiceGroup([[false, t("agenda.day")], [true, t("agenda.week")]], this.#isWeek, (isWeek) => {
            this.#isWeek = isWeek
            this.#load()
          }),
        ),
        this.#sheet,
      ),
    )
    live.addEventListener("book", () => this.#load(), { signal: this.left })
    this.#load()
  }

  async #read() {
    const who = this.#who.value || session.account?.practitioner || ""
    if (!this.#date.value) return
    const [from, to] = [this.#date.value, plusDays(this.#date.value, this.#isWeek ? 6 : 0)]
    try {
      const { items } = await get(`/v1/practitioners/${encodeURIComponent(who)}/agenda?from=${from}&to=${to}`)
      this.#draw(items)
      if (session.account?.practitioner) await keep("agenda", { from, to, items }).catch(() => null)
    } catch (error) {
      const kept = /** @type {any} */ (error).kind === "offline" ? await recall("agenda") : null
      // Days that were not kept are not empty days.
      if (kept && kept.data.from <= from && to <= kept.data.to) {
        this.#draw(kept.data.items.filter((/** @type {AgendaEntry} */ one) => isBetween(one, from, to)), kept.at)
      } else this.#sheet.replaceChildren(trouble(error))
    }
  }

  /** @param {AgendaEntry[]} items @param {number} [keptAt] */
  #draw(items, keptAt) {
    const days = Map.groupBy(items, ({ appointment }) => dateAt(appointment.start, appointment.zone))
    redraw(
      this.#sheet,
      ...[
        keptAt &&
        h(
          "p",
          { class: "offline-note", role: "status" },
          t("offline.note", { when: dayAndTime(new Date(keptAt).toISOString(), ownZone) }),
        ),
      ].filter(Boolean),
      ...(items.length === 0 ? [h("p", { class: "card" }, t("agenda.none"))] : [...days].map(([day, entries]) =>
        h(
          "section",
          { class: "card scroll stack tight", tabindex: 0, "aria-label": dateText(day) },
          h("h2", {}, dateText(day)),
          h(
            "table",
            {},
            h(
              "thead",
              {},
              h(
                "tr",
                {},
                ["time", "patient", "what", "room", "status", "do"].map((name) =>
                  h("th", { scope: "col" }, t(`agenda.${name}`))
                ),
              ),
            ),
            h("tbody", {}, entries.map((entry) => this.#line(entry, Boolean(keptAt)))),
          ),
        )
      )),
    )
  }

  /** @param {AgendaEntry} entry @param {boolean} isKept */
  #line({ appointment, patientName, resources }, isKept) {
    const isDesk = ["receptionist", "administrator"].includes(session.account?.role ?? "")
    const back = isDesk && revertible.includes(appointment.status) ? ["step-back"] : []
    const buttons = isKept ? [] : [...(steps[appointment.status] ?? []), ...back].map((word) =>
      h("button", {
        type: "button",
        class: word === "no-show" || word === "step-back" ? "quiet" : "",
        "aria-label": `${t(`agenda.${word}`)}: ${patientName}`,
        onclick: () => this.#step(appointment.id, word),
      }, t(`agenda.${word}`))
    )
    return h(
      "tr",
      {},
      h(
        "td",
        {},
        h(
          "time",
          { datetime: appointment.start },
          `${timeOf(appointment.start, appointment.zone)}–${timeOf(appointment.end, appointment.zone)}`,
        ),
      ),
      h("th", { scope: "row" }, patientName),
      h("td", {}, nameOf(this.#known.types, appointment.appointmentType)),
      h("td", {}, resources.join(", ")),
      h("td", {}, h("span", { class: `tag ${tone(appointment.status)}` }, t(`status.${appointment.status}`))),
      h("td", {}, h("div", { class: "row" }, buttons)),
    )
  }

  /** @param {string} id @param {string} word */
  async #step(id, word) {
    await attempt(() => post(`/v1/appointments/${encodeURIComponent(id)}/${word}`))
    await this.#load()
  }
}

/** @param {AgendaEntry} entry @param {string} from @param {string} to */
function isBetween({ appointment }, from, to) {
  const date = dateAt(appointment.start, appointment.zone)
  return from <= date && date <= to
}

customElements.define("view-agenda", AgendaView)
