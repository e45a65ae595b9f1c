/** @import { AgendaEntry, Practitioner, Schedule } from "contract" */
/** @import { Directory } from "../app/directory.js" */
/** @import { Block, Column } from "./week-grid.js" */
import { dateAt, minutesAt, openHours } from "../app/calendar.js"
import { nameOf } from "../app/directory.js"
import { tone } from "../app/status.js"

/**
 * The days of a week, in each of them a lane for everybody.
 *
 * @param {string[]} days
 * @param {AgendaEntry[]} entries
 * @param {Directory} known
 * @param {Practitioner[]} people
 * @param {Map<string, Schedule>} schedules
 * @returns {Column[]}
 */
export function practitionerColumns(days, entries, known, people, schedules) {
  const found = Map.groupBy(
    entries,
    ({ appointment }) => `${dateAt(appointment.start, appointment.zone)} ${appointment.practitioner}`,
  )
  const lanes = people.map(({ id, name }) => ({ id, name }))
  return days.flatMap((date) =>
    lanes.map((lane) => {
      const schedule = schedules.get(lane.id)
      return {
        date,
        lane,
        open: schedule ? openHours(schedule, date) : [],
        blocks: (found.get(`${date} ${lane.id}`) ?? []).map((one) => block(one, known, false)),
      }
    })
  )
}

/**
 * The same with a lane for each room that is used in the week.
 *
 * @param {string[]} days
 * @param {AgendaEntry[]} entries
 * @param {Directory} known
 * @returns {Column[]}
 */
export function roomColumns(days, entries, known) {
  const uses = entries.flatMap((entry) => entry.resources.map((room) => ({ room, entry })))
  const lanes = [...new Set(uses.map((one) => one.room))].sort().map((name) => ({ id: name, name }))
  const isAt = (/** @type {AgendaEntry} */ { appointment }, /** @type {string} */ date) =>
    dateAt(appointment.start, appointment.zone) === date
  return days.flatMap((date) =>
    lanes.map((lane) => ({
      date,
      lane,
      open: [],
      blocks: uses.filter((use) => use.room === lane.id && isAt(use.entry, date)).map((use) =>
        block(use.entry, known, true)
      ),
    }))
  )
}

/** A room is chosen by the booking itself, so a block stays in its lane there. @param {AgendaEntry} entry @param {Directory} known @param {boolean} isByRoom @returns {Block} */
function block({ appointment, patientName }, known, isByRoom) {
  const start = minutesAt(appointment.start, appointment.zone)
  const what = nameOf(known.types, appointment.appointmentType)
  return {
    id: appointment.id,
    label: patientName,
    text: isByRoom ? `${what} · ${nameOf(known.practitioners, appointment.practitioner)}` : what,
    tone: tone(appointment.status),
    start,
    end: start + (Date.parse(appointment.end) - Date.parse(appointment.start)) / 60_000,
    canMove: ["booked", "pending"].includes(appointment.status),
    staysInLane: isByRoom,
  }
}
