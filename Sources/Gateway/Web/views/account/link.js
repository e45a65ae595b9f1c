/** @import { Appointment } from "contract" */
import { get, post } from "../../app/api.js"
import { ask, h, toast } from "../../app/dom.js"
import { directory, nameOf } from "../../app/directory.js"
import { dayAndTime, ownTime } from "../../app/format.js"
import { explain, t } from "../../app/i18n.js"
import { tone } from "../../app/status.js"
import { trouble, View } from "../../app/view.js"

/** One appointment, opened with a signed link and without signing in: will come, or cannot; another time after signing in. */
class LinkView extends View {
  #path =
    /** @type {const} */ (`/v1/links/${
      encodeURIComponent(new URLSearchParams(location.search).get("token") ?? history.state?.token ?? "-")
    }`)

  async open() {
    // What stands in the address bar is seen by others.
    history.replaceState(
      { token: new URLSearchParams(location.search).get("token") ?? history.state?.token },
      "",
      "/link",
    )
    this.append(h("p", { class: "muted" }, t("loading")))
    await this.#act(() => get(this.#path))
  }

  /** @param {() => Promise<Appointment>} act @param {string} [said] */
  async #act(act, said) {
    try {
      const appointment = await act()
      if (said) toast(said)
      this.#draw(appointment, await directory())
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
    this.replaceChildren(
      h(
        "div",
        { class: "stack narrow" },
        h("h1", {}, t("link.title")),
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
          h("div", {}, h("span", { class: `tag ${tone(one.status)}` }, t(`status.${one.status}`))),
          one.status === "booked" &&
            h(
              "div",
              { class: "row" },
              h("button", {
                type: "button",
                class: "primary",
                onclick: () => this.#act(() => post(`${this.#path}/confirmation`), t("mine.confirmed")),
              }, t("mine.confirm")),
              h("a", { class: "button", href: `/find?move=${encodeURIComponent(one.id)}` }, t("mine.another")),
              h("button", { type: "button", class: "danger", onclick: cancel }, t("mine.cancel")),
            ),
        ),
      ),
    )
  }
}

customElements.define("view-link", LinkView)
