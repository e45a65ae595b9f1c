/** @import { Field } from "../../components/record-form.js" */
/** @import { Directory } from "../../app/directory.js" */
import * as bounds from "../../app/bounds.js"
import { request } from "../../app/api.js"
import { weekdays } from "../../app/calendar.js"
import { nameOf } from "../../app/directory.js"
import { dateText, weekdayName } from "../../app/format.js"
import { t } from "../../app/i18n.js"

/**
 * A part of the clinic that administrators set: how it is read, shown, entered and written.
 *
 * @typedef {object} Part
 * @property {string} name
 * @property {boolean} hasID Whether its records have ids that administrators choose.
 * @property {(known: Directory) => Field[]} fields
 * @property {(record: any, known: Directory) => string} title
 * @property {(known: Directory) => Promise<{items: any[], match: string}>} list With what another one must match.
 * @property {(record: any, match: string) => Promise<{record: any, match: string}>} open All that can be changed of one.
 * @property {(record: any, before: any, all: any[], match: string) => Promise<any>} save
 * @property {((record: any, all: any[], match: string) => Promise<any>) | null} remove
 */

const path = (/** @type {string} */ kind, /** @type {string} */ id) => `/v1/admin/${kind}/${encodeURIComponent(id)}`

/** Records of their own, put by id, each with a version of its own. @param {string} kind @param {boolean} canRemove @returns {Pick<Part, "hasID" | "open" | "save" | "remove">} */
const byID = (kind, canRemove = true) => ({
  hasID: true,
  open: async ({ id }) => {
    const { data, etag } = await request("GET", path(kind, id))
    return { record: { .../** @type {any} */ (data), id }, match: etag ?? "" }
  },
  save: ({ id, ...body }, _before, _all, match) =>
    request("PUT", path(kind, id), { body: /** @type {any} */ (body), match }),
  remove: canRemove ? ({ id }, _all, match) => request("DELETE", path(kind, id), { match }) : null,
})

/** Records to list; one that is not there yet must match nothing. @param {any[]} items */
const listed = (items) => Promise.resolve({ items, match: "*" })

/** Records of one list, which is put whole. @param {string} kind @returns {Pick<Part, "hasID" | "list" | "open" | "save" | "remove">} */
const asList = (kind) => {
  const put = (/** @type {any[]} */ items, /** @type {string} */ match) =>
    request("PUT", /** @type {string} */ (`/v1/admin/${kind}`), { body: /** @type {any} */ ({ items }), match })
  return {
    hasID: false,
    list: async () => {
      const { data, etag } = await request("GET", /** @type {string} */ (`/v1/admin/${kind}`))
      return { items: /** @type {any} */ (data).items, match: etag ?? "" }
    },
    open: (record, match) => Promise.resolve({ record, match }),
    save: (record, before, all, match) =>
      put(before ? all.map((one) => one === before ? record : one) : [...all, record], match),
    remove: (record, all, match) => put(all.filter((one) => one !== record), match),
  }
}

/** @param {{id: string, name: string}[]} list @returns {[string, string][]} */
const options = (list) => list.map((one) => [one.id, one.name])

/** @returns {Field} */
const name = () => ({ name: "name", label: t("clinic.name"), kind: "text" })
/** @param {Directory} known @returns {Field} */
const place = (known) => ({ name: "location", label: t("week.where"), kind: "one", options: options(known.locations) })

/** @type {Part[]} */
export const parts = [
  {
    name: "types",
    ...byID("appointment-types"),
    list: (known) => listed(known.types),
    title: (one) => `${one.name} · ${t("clinic.minutes", { n: one.durationMinutes })}`,
    fields: () => [
      name(),
      { name: "skill", label: t("clinic.skill"), kind: "text" },
      {
        name: "durationMinutes",
        label: t("clinic.duration"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.durationMinutes,
      },
      {
        name: "bufferBeforeMinutes",
        label: t("clinic.before"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.bufferBeforeMinutes,
        isOptional: true,
      },
      {
        name: "bufferAfterMinutes",
        label: t("clinic.after"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.bufferAfterMinutes,
        isOptional: true,
      },
      {
        name: "gridMinutes",
        label: t("clinic.gridMinutes"),
        kind: "one",
        options: bounds.AppointmentTypeChange.gridMinutes.map((one) => [String(one), String(one)]),
        parse: Number,
        isOptional: true,
      },
      {
        name: "noticeMinutes",
        label: t("clinic.notice"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.noticeMinutes,
        isOptional: true,
      },
      {
        name: "horizonDays",
        label: t("clinic.horizon"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.horizonDays,
        isOptional: true,
      },
      {
        name: "perPractitionerDay",
        label: t("clinic.perDay"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.perPractitionerDay,
        isOptional: true,
      },
      {
        name: "perPatient",
        label: t("clinic.perPatient"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.perPatient,
        isOptional: true,
      },
      {
        name: "priceCents",
        label: t("clinic.price"),
        kind: "number",
        limits: bounds.AppointmentTypeChange.priceCents,
        isOptional: true,
      },
      { name: "purposes", label: t("clinic.purposes"), kind: "words", isOptional: true, hint: t("clinic.words") },
      { name: "needsApproval", label: t("clinic.approval"), kind: "check" },
    ],
  },
  {
    name: "practitioners",
    ...byID("practitioners"),
    list: (known) => listed(known.practitioners),
    title: (one, known) => `${one.name} · ${nameOf(known.locations, one.location)}`,
    fields: (
      known,
    ) => [name(), place(known), { name: "skills", label: t("clinic.skills"), kind: "words", hint: t("clinic.words") }],
  },
  {
    name: "locations",
    ...byID("locations"),
    list: (known) => listed(known.locations),
    title: (one) => `${one.name} · ${one.zone}`,
    fields: () => [name(), {
      name: "zone",
      label: t("clinic.zone"),
      kind: "one",
      options: Intl.supportedValuesOf("timeZone").map((zone) => [zone, zone]),
    }],
  },
  {
    name: "rooms",
    ...byID("pools", false),
    list: async () => listed((await request("GET", "/v1/admin/pools")).data.items),
    title: (one, known) => `${one.members.join(", ")} · ${nameOf(known.locations, one.location)}`,
    fields: (known) => [
      {
        name: "kind",
        label: t("clinic.kind"),
        kind: "one",
        options: [["room", t("clinic.room")], ["equipment", t("clinic.equipment")]],
      },
      place(known),
      { name: "purpose", label: t("clinic.purpose"), kind: "text", hint: t("clinic.purposeHint") },
      { name: "members", label: t("clinic.members"), kind: "words", hint: t("clinic.words") },
    ],
  },
  {
    name: "holidays",
    ...asList("holidays"),
    title: (one, known) =>
      `${dateText(one.date)} · ${one.name} · ${
        one.location ? nameOf(known.locations, one.location) : t("week.everywhere")
      }`,
    fields: (
      known,
    ) => [{ name: "date", label: t("agenda.date"), kind: "date" }, name(), {
      ...place(known),
      isOptional: true,
      hint: t("clinic.everywhere"),
    }],
  },
  {
    name: "rules",
    ...asList("carve-outs"),
    title: (one, known) =>
      `${nameOf(known.practitioners, one.practitioner)} · ${
        weekdayName(weekdays.indexOf(one.weekday))
      } ${one.hours.start}–${one.hours.end}`,
    fields: (known) => [
      { name: "practitioner", label: t("agenda.who"), kind: "one", options: options(known.practitioners) },
      {
        name: "weekday",
        label: t("hours.day"),
        kind: "one",
        options: weekdays.map((day, index) => [day, weekdayName(index)]),
      },
      { name: "hours.start", label: t("hours.from"), kind: "time" },
      { name: "hours.end", label: t("hours.to"), kind: "time" },
      {
        name: "priorities",
        label: t("clinic.priorities"),
        kind: "many",
        options: ["urgent", "normal", "routine"].map((one) => [one, t(`priority.${one}`)]),
      },
      { name: "appointmentTypes", label: t("clinic.forTypes"), kind: "many", options: options(known.types) },
      { name: "releaseMinutes", label: t("clinic.release"), kind: "number", limits: bounds.CarveOut.releaseMinutes },
    ],
  },
]
