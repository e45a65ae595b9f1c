/**
 * Keeps the shell of the app, so that it opens without a network. Nothing of the API is ever kept here: what may be read
 * offline is encrypted by the page itself.
 *
 * The server writes version and list.
 */
const VERSION = "{{version}}"
const SHELL = JSON.parse(`{{precache}}`)

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(VERSION).then((cache) => cache.addAll(SHELL)))
})

self.addEventListener("activate", (event) => {
  event.waitUntil(removeOldCaches().then(() => self.clients.claim()))
})

self.addEventListener("message", (event) => {
  if (event.data === "take-over") self.skipWaiting()
})

self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== "GET" || url.origin !== self.location.origin) return
  if (url.pathname.startsWith("/assets/") || url.pathname === "/manifest.webmanifest") {
    event.respondWith(kept(event.request))
  } else if (event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match("/")))
  }
})

/** What stands on a lock screen: that there is news. Of two about the same appointment the newer stands there. */
self.addEventListener("push", (event) => {
  const { title, body, about, language, link } = event.data.json()
  event.waitUntil(
    self.registration.showNotification(title, {
      body,
      tag: about,
      renotify: true,
      lang: language,
      icon: SHELL.find((path) => path.endsWith(".svg")),
      data: { link },
    }),
  )
})

self.addEventListener("notificationclick", (event) => {
  event.notification.close()
  const target = new URL(event.notification.data?.link ?? "/appointments", self.location.origin)
  event.waitUntil(self.clients.openWindow(target.origin === self.location.origin ? target.href : "/"))
})

async function kept(request) {
  return (await caches.match(request)) ?? fetch(request)
}

async function removeOldCaches() {
  const names = await caches.keys()
  await Promise.all(names.filter((name) => name !== VERSION).map((name) => caches.delete(name)))
}
