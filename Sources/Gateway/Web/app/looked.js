/** Does something once somebody looks at the page; now, if they do. @param {() => unknown} work */
export function looked(work) {
  if (document.visibilityState === "visible") return void work()
  document.addEventListener("visibilitychange", () => looked(work), { once: true })
}
