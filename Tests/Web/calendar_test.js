/// <reference lib="deno.ns" />
import { deepStrictEqual as equal } from "node:assert"
import {
  dateAt,
  instantAt,
  minutesAt,
  mondayOf,
  openHours,
  plusDays,
  sideBySide,
  startOfDay,
} from "../../Sources/Gateway/Web/app/calendar.js"

const zones = ["Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]

Deno.test("a time of day is found again on every day of two years in many zones, or is skipped", () => {
  for (const zone of zones) {
    let skipped = 0
    for (let day = 0; day < 730; day += 1) {
      const date = plusDays("2026-01-01", day)
      for (const minutes of [0, 75, 120, 135, 165, 180, 720, 1425]) {
        const instant = instantAt(date, minutes, zone)
        if (!instant) skipped += 1
        else equal([dateAt(instant, zone), minutesAt(instant, zone)], [date, minutes], `${zone} ${date} ${minutes}`)
      }
    }
    equal(skipped <= 8, true, `${zone}: ${skipped} skipped`)
  }
})

Deno.test("a time that is skipped in spring is none, one that comes twice in autumn is the first", () => {
  equal(instantAt("2027-03-28", 150, "Europe/Berlin"), null)
  equal(instantAt("2027-10-31", 150, "Europe/Berlin"), "2027-10-31T00:30:00Z")
  equal(instantAt("2027-03-28", 180, "Europe/Berlin"), "2027-03-28T01:00:00Z")
})

Deno.test("a day begins an hour late where its midnight is skipped", () => {
  equal(startOfDay("2027-09-05", "America/Santiago"), "2027-09-05T04:00:00Z")
  equal(startOfDay("2027-01-15", "Europe/Berlin"), "2027-01-14T23:00:00Z")
})

Deno.test("a week begins on Monday", () => {
  for (let day = 23; day <= 29; day += 1) equal(mondayOf(`2026-11-${day}`), "2026-11-23")
})

/** @param {string} start @param {string} end */
const hours = (start, end) => ({ start, end })

Deno.test("working hours are those valid on the day, without breaks and closed hours, with opened ones", () => {
  const always = { weekday: /** @type {const} */ ("monday"), validFrom: "2026-01-01" }
  const schedule = {
    templates: [
      { ...always, hours: hours("09:00", "17:00"), breaks: [hours("12:00", "13:00")] },
      { ...always, hours: hours("18:00", "20:00"), breaks: [], validUntil: "2026-11-29" },
    ],
    exceptions: [
      { date: "2026-11-30", effect: /** @type {const} */ ("close"), hours: hours("10:00", "11:00") },
      { date: "2026-11-30", effect: /** @type {const} */ ("open"), hours: hours("07:00", "08:00") },
    ],
  }
  equal(openHours(schedule, "2026-11-30"), [[420, 480], [540, 600], [660, 720], [780, 1020]])
  equal(openHours(schedule, "2026-11-23"), [[540, 720], [780, 1020], [1080, 1200]])
  equal(openHours(schedule, "2026-11-24"), [])
  const night = { templates: [{ ...always, hours: hours("22:00", "06:00"), breaks: [] }], exceptions: [] }
  equal(openHours(night, "2026-11-30"), [[1320, 1440]])
  equal(openHours(night, "2026-12-01"), [[0, 360]])
})

Deno.test("what overlaps stands side by side, what does not has the whole width", () => {
  const place = (/** @type {[number, number][]} */ ranges) =>
    sideBySide(ranges.map(([start, end]) => ({ start, end }))).map((one) => [one.range.start, one.column, one.columns])
  equal(place([[0, 10], [10, 20]]), [[0, 0, 1], [10, 0, 1]])
  equal(place([[0, 30], [10, 20], [20, 30], [30, 40]]), [[0, 0, 2], [10, 1, 2], [20, 1, 2], [30, 0, 1]])
})
