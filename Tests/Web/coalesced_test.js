/// <reference lib="deno.ns" />
import { deepStrictEqual as equal } from "node:assert"
import { coalesced } from "../../Sources/Gateway/Web/app/coalesced.js"

Deno.test("what is asked for while it runs is done once more, with what was wanted last", async () => {
  let wanted = 0
  /** @type {number[]} */
  const shown = []
  const show = coalesced(async () => {
    const mine = wanted
    await new Promise((resolve) => setTimeout(resolve, 10 - mine))
    shown.push(mine)
  })
  const asked = [1, 2, 3].map((one) => {
    wanted = one
    return show()
  })
  await Promise.all(asked)
  equal(shown, [1, 3])
  wanted = 4
  await show()
  equal(shown, [1, 3, 4])
})

Deno.test("what failed can be asked for again", async () => {
  let fails = true
  const show = coalesced(() => fails ? Promise.reject(new Error("offline")) : Promise.resolve())
  equal(await show().catch((error) => error.message), "offline")
  fails = false
  equal(await show(), undefined)
})
