import { get, post, remove } from "./api.js"

/** What the server knows of this browser, and whose it is: `{id, endpoint, account}`; without an id while it is being told. */
const KNOWN = "slotwise-push"

/** How long somebody who signs out waits for the server to hear of it. */
const PATIENCE = 3000

/** Whether this browser could show messages while the app is closed. */
export const canPush = () => "serviceWorker" in navigator && "PushManager" in globalThis && "Notification" in globalThis

/** @returns {{id?: string, endpoint: string, account: string} | null} */
const known = () => JSON.parse(localStorage.getItem(KNOWN) ?? "null")

/** @param {{id?: string, endpoint: string, account: string}} own */
const note = (own) => localStorage.setItem(KNOWN, JSON.stringify(own))

const registered = async () => canPush() ? await navigator.serviceWorker.getRegistration() : undefined

/** Whether this browser shows messages to an account, as the server has it. @param {string} account */
export async function isPushOn(account) {
  const own = known()
  if (own?.account !== account || Notification.permission !== "granted") return false
  const { items } = await get("/v1/push-subscriptions")
  return items.some((one) => one.id === own.id)
}

/**
 * Lets this browser show a patient's messages, if its user allows it.
 *
 * @param {string} patient
 * @param {string} account
 * @param {string} [replaces] What the server knew of this browser before its maker moved it.
 * @returns {Promise<NotificationPermission>} What its user said.
 */
export async function turnPushOn(patient, account, replaces) {
  const said = await Notification.requestPermission()
  if (said !== "granted") return said
  const manager = (await registered())?.pushManager
  if (!manager) throw new Error("no service worker")
  const { key } = await get("/v1/push-key")
  // A subscription of before may know the clinic by another key, or be somebody else's.
  if (!replaces) await (await manager.getSubscription())?.unsubscribe()
  const subscription = await manager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
  const { endpoint, keys } = /** @type {any} */ (subscription.toJSON())
  // Noted before the server is told: an answer that is lost must not leave a browser that nobody ends.
  note({ ...(replaces ? { id: replaces } : {}), endpoint, account })
  const body = { patient, endpoint, p256dh: keys.p256dh, auth: keys.auth, ...(replaces ? { replaces } : {}) }
  note({ id: (await post("/v1/push-subscriptions", body)).id, endpoint, account })
  return said
}

/** This browser shows nothing any more, and nothing that it showed; the server is told if it can be. */
export async function turnPushOff() {
  const own = known()
  const registration = await registered()
  await (await registration?.pushManager.getSubscription())?.unsubscribe().catch(() => null)
  for (const shown of await registration?.getNotifications() ?? []) shown.close()
  if (own?.id) {
    const told = remove(`/v1/push-subscriptions/${encodeURIComponent(own.id)}`).catch(() => null)
    await Promise.race([told, new Promise((resolve) => setTimeout(resolve, PATIENCE))])
  }
  localStorage.removeItem(KNOWN)
}

/**
 * Looks after this browser when somebody signs in: what was another's ends, and what is theirs goes on in this session.
 *
 * @param {string | undefined} patient
 * @param {string} account
 */
export async function keepPush(patient, account) {
  const own = known()
  if (!own) return
  if (own.account !== account || !patient) return await turnPushOff()
  const subscription = await (await registered())?.pushManager.getSubscription()
  if (Notification.permission !== "granted" || !own.id || !subscription) return await turnPushOff()
  // It belongs to this session from now on, wherever its maker reaches it; choices of ways stay as they are.
  await turnPushOn(patient, account, own.id)
}
