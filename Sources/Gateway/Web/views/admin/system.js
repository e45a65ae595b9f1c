import { get } from "../../app/api.js"
import { h } from "../../app/dom.js"
import { dayAndTime, ownZone } from "../../app/format.js"
import { t } from "../../app/i18n.js"
import { View } from "../../app/view.js"
import { setupTabs } from "../../components/setup-tabs.js"
import { scrollTable } from "../../components/scroll-table.js"

/** How the services are, and what was done. */
class SystemView extends View {
  async open() {
    const [system, trail] = await Promise.all([
      get("/v1/admin/system"),
      get("/v1/admin/audit-events?limit=100"),
    ])
    this.append(
      h(
        "div",
        { class: "stack" },
        h("h1", {}, t("system.title")),
        setupTabs(),
        h(
          "div",
          { class: "figures" },
          system.modules.map((one) =>
            h(
              "div",
              {},
              h("div", { class: "muted small" }, one.name),
              h("div", { class: "big" }, one.trouble ?? t("system.fine")),
            )
          ),
        ),
        h(
          "p",
          { class: "muted" },
          `Slotwise ${system.version} · ${t("system.streams", { n: system.eventStreams ?? "–" })}`,
        ),
        h(
          "section",
          { class: "card stack tight" },
          h("h2", {}, t("system.trail")),
          scrollTable(
            t("system.trail"),
            ["when", "who", "did", "subject"].map((name) => t(`system.${name}`)),
            trail.items.map((one) =>
              h(
                "tr",
                {},
                h("td", {}, dayAndTime(one.at, ownZone)),
                h("td", {}, `${one.caller} (${one.role})`),
                h("td", {}, one.action),
                h("td", {}, one.subject),
              )
            ),
          ),
        ),
      ),
    )
  }
}

customElements.define("view-system", SystemView)
