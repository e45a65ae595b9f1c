/**
 * Does something whenever it is asked for, one at a time: asked again meanwhile, it is done once more afterwards. So what
 * was asked for last is what is shown in the end, however the answers come in.
 *
 * @param {() => Promise<void>} work
 * @returns {() => Promise<void>} Ends when nothing more is asked for.
 */
export function coalesced(work) {
  let isWanted = false
  /** @type {Promise<void> | null} */
  let running = null
  const run = async () => {
    while (isWanted) {
      isWanted = false
      await work()
    }
  }
  return () => {
    isWanted = true
    running ??= run().finally(() => {
      running = null
    })
    return running
  }
}
