/** @import { Appointment, Slot, Slots } from "contract" */
import { get, post } from "../../app/api.js"
import { ask, h, toast } from "../../app/dom.js"
import { directory, nameOf, zoneOf } from "../../app/directory.js"
import { dayAndTime, ownTime } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { looked } from "../../app/looked.js"
import { tone } from "../../app/status.js"
import { bearerToken } from "../../app/navigation.js"
import { trouble, View } from "../../app/view.js"
import { choiceGroup } from "../../components/choice-group.js"
import { replacedNote } from "../../components/replaced-note.js"
import { freeTimes } from "../../components/free-times.js"

/** How many free times are shown at first, and at most. */
const pages = [40, 200]

/** One appointment, opened with a signed link and without signing in: will come, cannot, or at another time. */
class LinkView extends View {
  #path = /** @type {const} */ (`/v1/links/${bearerToken("/link")}`)
  #times = h("div", { class: "stack" })

  async open() {
    this.append(h("p", { class: "muted" }, t("loading")))
    await this.#act(() => get(this.#path))
  }

  /** @param {() => Promise<Appointment>} act @param {string} [said] */
  async #act(act, said) {
    try {
      const appointment = await act()
      if (said) toast(said)
      this.#draw(appointment, await directory())
      if (said) this.querySelector("h1")?.focus()
    } catch (error) {
      // What could be done before can be tried again.
      if (this.querySelector("article")) return toast(explain(error))
      this.replaceChildren(
        h(
          "div",
          { class: "stack narrow" },
          h("h1", {}, t("link.title")),
          trouble(error),
          h("a", { href: "/sign-in" }, t("nav.signIn")),
        ),
      )
    }
  }

  /** @param {Appointment} one @param {import("../../app/directory.js").Directory} known */
  #draw(one, known) {
    const when = dayAndTime(one.start, one.zone)
    const cancel = async () => {
      if (await ask(t("mine.cancelAsk"), h("p", {}, when), t("mine.cancelYes"), t("mine.cancelNo"), "danger")) {
        await this.#act(() => post(`${this.#path}/cancellation`, {}), t("mine.cancelled"))
      }
    }
    this.#times.replaceChildren()
    // Said when somebody looks at it and not by opening it: programs open links before people do.
    if (one.replaced) looked(() => post(`${this.#path}/sight`).catch(() => null))
    const [yes, other, no] = one.replaced ?
      ["mine.fine", "mine.another", "mine.declineMove"] :
      ["mine.confirm", "mine.another", "mine.cancel"]
    this.replaceChildren(
      h(
        "div",
        { class: "stack narrow" },
        h("h1", { tabindex: -1 }, t("link.title")),
        h(
          "article",
          { class: "card stack" },
          h(
            "div",
            { class: "big" },
            h("time", { datetime: one.start }, when),
            h("span", { class: "small muted" }, ` ${ownTime(one.start, one.zone) ?? ""}`),
          ),
          h("p", {}, `${nameOf(known.types, one.appointmentType)} · ${nameOf(known.practitioners, one.practitioner)}`),
          one.replaced && replacedNote(one.replaced, known),
          h("div", {}, h("span", { class: `tag ${tone(one.status)}` }, t(`status.${one.status}`))),
          one.status === "booked" &&
            h(
              "div",
              { class: "row" },
              h("button", {
                type: "button",
                class: "primary",
                onclick: () => this.#act(() => post(`${this.#path}/confirmation`), t("mine.confirmed")),
              }, t(yes)),
              h("button", { type: "button", onclick: () => this.#offer(one, known) }, t(other)),
              h("button", { type: "button", class: "danger", onclick: cancel }, t(no)),
              h(
                "a",
                { class: "button quiet", href: `${this.#path}/calendar`, download: "appointment.ics" },
                t("calendar.add"),
              ),
            ),
        ),
        this.#times,
      ),
    )
  }

  /**
   * Other times, with the same practitioner first.
   *
   * @param {Appointment} one @param {import("../../app/directory.js").Directory} known
   */
  async #offer(one, known, anybody = false, limit = pages[0]) {
    const query = new URLSearchParams({ limit: `${limit}`, to: lastDay() })
    if (!anybody) query.set("practitioner", one.practitioner)
    try {
      const { items } = /** @type {Slots} */ (await get(
        /** @type {`/v1/links/${string}/slots`} */ (`${this.#path}/slots?${query}`),
      ))
      const choices = /** @type {[boolean, string][]} */ ([
        [false, nameOf(known.practitioners, one.practitioner)],
        [true, t("link.anybody")],
      ])
      this.#times.replaceChildren(
        h("h2", { tabindex: -1 }, t("link.others")),
        choiceGroup(choices, anybody, (value) => this.#offer(one, known, value)),
        ...(items.length ?
          freeTimes(items, known, (slot) => this.#move(slot, known)) :
          [h("p", { class: "notice" }, t("link.none"))]),
        items.length === limit && limit < pages[1] ?
          h("button", { type: "button", onclick: () => this.#offer(one, known, anybody, pages[1]) }, t("link.more")) :
          "",
      )
      this.#times.querySelector("h2")?.focus()
    } catch (error) {
      toast(explain(error))
    }
  }

  /** @param {Slot} slot @param {import("../../app/directory.js").Directory} known */
  async #move(slot, known) {
    const words = h(
      "p",
      {},
      `${dayAndTime(slot.start, zoneOf(known, slot.practitioner))} · ${nameOf(known.practitioners, slot.practitioner)}`,
    )
    if (!await ask(t("link.moveAsk"), words, t("link.moveYes"), t("link.moveNo"))) return
    const body = { practitioner: slot.practitioner, start: slot.start }
    await this.#act(() => post(`${this.#path}/rescheduling`, body), t("link.moved"))
  }
}

/** Eight weeks from today, as the service takes at most. */
const lastDay = () => new Date(Date.now() + 55 * 86_400_000).toISOString().slice(0, 10)

customElements.define("view-link", LinkView)
