/** @import { Notice } from "contract" */
import { get } from "../app/api.js"
import { h } from "../app/dom.js"
import { dayAndTime } from "../app/format.js"
import { explain, t } from "../app/i18n.js"

/** Why something is not sent; anything else is trouble of a channel. */
const reasons = new Set([
  "superseded",
  "off",
  "begun",
  "overtaken",
  "unwanted",
  "unreachable",
  "imported",
  "undelivered",
])

/** What the patient was and will be told of an appointment; it comes a moment later. @param {string} id @param {string} zone */
export function told(id, zone) {
  const list = h("ul", { class: "stack tight small" })
  get(`/v1/appointments/${encodeURIComponent(id)}/notices`).then(
    ({ items }) => list.append(...lines(items, zone)),
    (error) => list.append(h("li", { class: "muted" }, explain(error))),
  )
  return h(
    "section",
    { class: "stack tight", "aria-live": "polite" },
    h("h3", { class: "small" }, t("told.title")),
    list,
  )
}

/** @param {Notice[]} notices @param {string} zone */
const lines = (notices, zone) =>
  notices.length ?
    notices.map((one) => h("li", {}, sentence(one, zone))) :
    [h("li", { class: "muted" }, t("told.none"))]

/** @param {Notice} one @param {string} zone */
function sentence(one, zone) {
  const code = one.why?.split(" ")[0] ?? ""
  const why = code && one.state !== "sent" ? ` (${t(`told.why.${reasons.has(code) ? code : "trouble"}`)})` : ""
  const when = dayAndTime(one.endedAt ?? one.dueAt, zone)
  if (one.why === "called") return `${when} · ${t(`told.${one.kind}`)} · ${t("told.called")}`
  const way = one.channel ? ` · ${t(`channel.${one.channel}`)}` : ""
  const state = one.arrivedAt ? t("told.arrived", { when: dayAndTime(one.arrivedAt, zone) }) : t(`told.${one.state}`)
  return `${when} · ${t(`told.${one.kind}`)}${way} · ${state}${why}`
}
