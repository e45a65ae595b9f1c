import { get, post, remove } from "./api.js"

/** Which subscription of this browser the server knows: `{id, endpoint}`. */
const KNOWN = "slotwise-push"

/** Whether this browser could show messages while the app is closed. */
export const canPush = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis

/** @returns {{id: string, endpoint: string} | null} */
const known = () => JSON.parse(localStorage.getItem(KNOWN) ?? "null")

const manager = async () => (await navigator.serviceWorker.ready).pushManager

/** Whether this browser shows messages, as the server has it. */
export async function isPushOn() {
  const own = known()
  if (!own || Notification.permission !== "granted") return false
  const { items } = await get("/v1/push-subscriptions")
  return items.some((one) => one.id === own.id)
}

/**
 * Lets this browser show a patient's messages, if its user allows it.
 *
 * @param {string} patient
 * @returns {Promise<boolean>} Whether they did.
 */
export async function turnPushOn(patient) {
  if (await Notification.requestPermission() !== "granted") return false
  const { key } = await get("/v1/push-key")
  const subscription = await (await manager()).subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = /** @type {any} */ (subscription.toJSON())
  const { id } = await post("/v1/push-subscriptions", { patient, endpoint, p256dh: keys.p256dh, auth: keys.auth })
  localStorage.setItem(KNOWN, JSON.stringify({ id, endpoint }))
  return true
}

/** This browser shows nothing any more; also without the server, which then finds out when it next sends something. */
export async function turnPushOff() {
  const own = known()
  if (!own) return
  localStorage.removeItem(KNOWN)
  await remove(`/v1/push-subscriptions/${encodeURIComponent(own.id)}`).catch(() => null)
  const registration = await navigator.serviceWorker.getRegistration()
  await (await registration?.pushManager.getSubscription())?.unsubscribe()
}

/** Tells the server where the browser is reached now, if its maker has moved it. @param {string} patient */
export async function renewPush(patient) {
  const own = known()
  if (!own || !canPush() || Notification.permission !== "granted") return
  const subscription = await (await manager()).getSubscription()
  if (subscription?.endpoint !== own.endpoint) await turnPushOn(patient)
}
