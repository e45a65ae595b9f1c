/** @import { ScenarioQuestion } from "contract" */
/** @import { Field } from "../../components/record-form.js" */
/** @import { Directory } from "../../app/directory.js" */
import * as bounds from "../../app/bounds.js"
import { dateAt, plusDays } from "../../app/calendar.js"
import { t } from "../../app/i18n.js"

/** Re-places whoever is displaced. @type {ScenarioQuestion} */
const place = { kind: "place" }
/** Plays four weeks of requests on the book, with the same luck for every scenario. @type {ScenarioQuestion} */
const replay = { kind: "replay", days: 28, seed: 7 }

/** @param {{id: string, name: string}[]} list @returns {[string, string][]} */
const choices = (list) => list.map((one) => [one.id, one.name])
/** @param {Directory} known @returns {Field} */
const who = (known) => ({
  name: "practitioner",
  label: t("agenda.who"),
  kind: "one",
  options: choices(known.practitioners),
})
/** @param {Directory} known @returns {Field} */
const type = (known) => ({ name: "appointmentType", label: t("find.what"), kind: "one", options: choices(known.types) })
/** @param {string} name @param {string} label @param {{min: number, max: number}} limits @param {boolean} [isOptional] @returns {Field} */
const amount = (name, label, limits, isOptional) => ({ name, label: t(label), kind: "number", limits, isOptional })
/** @returns {Field[]} */
const dates =
  () => [{ name: "from", label: t("find.from"), kind: "date" }, { name: "to", label: t("find.to"), kind: "date" }]
/** @returns {Field[]} */
const hours = () => [{ name: "hours.start", label: t("hours.from"), kind: "time" }, {
  name: "hours.end",
  label: t("hours.to"),
  kind: "time",
}]

/**
 * What may be different in a scenario: what is entered for it, and what is asked then.
 *
 * @type {Record<string, {question: ScenarioQuestion, fields: (known: Directory) => Field[]}>}
 */
export const kinds = {
  absence: { question: place, fields: (known) => [who(known), ...dates()] },
  closedLocation: {
    question: place,
    fields: (
      known,
    ) => [{ name: "location", label: t("week.where"), kind: "one", options: choices(known.locations) }, ...dates()],
  },
  extraSession: {
    question: replay,
    fields: (known) => [who(known), { name: "date", label: t("agenda.date"), kind: "date" }, ...hours()],
  },
  newPractitioner: { question: replay, fields: (known) => [who(known)] },
  demand: { question: replay, fields: () => [amount("percent", "what.percent", bounds.ScenarioChangeDemand.percent)] },
  longer: {
    question: replay,
    fields: (known) => [type(known), amount("minutes", "what.minutes", bounds.ScenarioChangeLonger.minutes)],
  },
  rule: {
    question: replay,
    fields: (
      known,
    ) => [
      type(known),
      amount("noticeMinutes", "clinic.notice", bounds.ScenarioChangeRule.noticeMinutes, true),
      amount("horizonDays", "clinic.horizon", bounds.ScenarioChangeRule.horizonDays, true),
      amount("perPractitionerDay", "clinic.perDay", bounds.ScenarioChangeRule.perPractitionerDay, true),
    ],
  },
  carveOut: {
    question: replay,
    fields: (
      known,
    ) => [who(known), ...hours(), amount("releaseHours", "what.release", bounds.ScenarioChangeCarveOut.releaseHours)],
  },
  overbooking: {
    question: replay,
    fields: () => [
      amount("perSession", "what.perSession", bounds.ScenarioChangeOverbooking.perSession),
      amount("waitMinutes", "what.wait", bounds.ScenarioChangeOverbooking.waitMinutes),
    ],
  },
}

/** What the fields begin with: next week's five days, and amounts that change something. */
export function beginning() {
  const from = plusDays(dateAt(new Date(), "UTC"), 7)
  return {
    from,
    to: plusDays(from, 4),
    date: from,
    hours: { start: "18:00", end: "20:00" },
    percent: 120,
    minutes: 5,
    releaseHours: 24,
    perSession: 1,
    waitMinutes: 10,
  }
}
