/** @import { CalendarFeed as Feed } from "contract" */
import { attempt } from "../app/attempt.js"
import { get, Problem, remove, request } from "../app/api.js"
import { ask, field, h, toast } from "../app/dom.js"
import { dayAndTime, ownZone } from "../app/format.js"
import { explain, t } from "../app/i18n.js"

/** <calendar-feed>: the secret address with which somebody's own calendar follows their appointments. */
export class CalendarFeed extends HTMLElement {
  connectedCallback() {
    this.#load()
  }

  async #load() {
    try {
      this.#draw(await get("/v1/calendar-feed"))
    } catch (error) {
      if (error instanceof Problem && error.status === 404) return this.#draw(null)
      this.replaceChildren(h("p", { class: "notice bad", role: "alert" }, explain(error)))
    }
  }

  /** @param {Feed | null} feed */
  #draw(feed) {
    const make = () => attempt(async () => this.#draw((await request("PUT", "/v1/calendar-feed")).data))
    if (!feed) {
      return this.replaceChildren(
        h("div", { class: "row" }, h("button", { type: "button", onclick: make }, t("calendar.make"))),
      )
    }
    const address = h("input", {
      readonly: true,
      value: `${location.origin}${feed.path}`,
      onfocus: () => address.select(),
    })
    const copy = () =>
      attempt(async () => {
        await navigator.clipboard.writeText(address.value)
        toast(t("calendar.copied"))
      })
    const end = async () => {
      if (
        !await ask(
          t("calendar.endAsk"),
          h("p", {}, t("calendar.endText")),
          t("calendar.end"),
          t("calendar.keep"),
          "danger",
        )
      ) return
      await attempt(() => remove("/v1/calendar-feed"))
      await this.#load()
    }
    this.replaceChildren(
      h(
        "div",
        { class: "stack" },
        field(t("calendar.address"), address, t("calendar.made", { when: dayAndTime(feed.madeAt, ownZone) })),
        h(
          "div",
          { class: "row" },
          h("button", { type: "button", class: "primary", onclick: copy }, t("calendar.copy")),
          h("button", { type: "button", onclick: make }, t("calendar.another")),
          h("button", { type: "button", class: "danger", onclick: end }, t("calendar.end")),
        ),
      ),
    )
  }
}

customElements.define("calendar-feed", CalendarFeed)
