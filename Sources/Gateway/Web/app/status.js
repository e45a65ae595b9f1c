/** How a status looks: what needs somebody is warm, what is over is plain, what went wrong is bad. @param {string} status */
export function tone(status) {
  if (["fulfilled", "cancelled"].includes(status)) return "plain"
  if (["pending", "arrived", "checked-in"].includes(status)) return "warm"
  return status === "noshow" ? "bad" : ""
}
