/** @import { Attachment } from "contract" */
import { attempt } from "../app/attempt.js"
import { download, fileName } from "../app/files.js"
import { h, single } from "../app/dom.js"
import { bytes } from "../app/format.js"
import { t } from "../app/i18n.js"

/** Files that were sent with a message; each is brought to the device when it is wanted. @param {string} thread @param {Attachment[]} files */
export const sentFiles = (thread, files) =>
  h("ul", { class: "row", "aria-label": t("files.title") }, files.map((one) => h("li", {}, button(thread, one))))

/** @param {string} thread @param {Attachment} file */
function button(thread, file) {
  const name = file.name === undefined ? t("files.damaged") : fileName(file)
  const bar = h("progress", { max: 1, value: 0, hidden: true, "aria-hidden": "true" })
  const bring = async () => {
    bar.hidden = false
    await attempt(async () => {
      const content = await download(thread, file, (share) => (bar.value = share))
      const address = URL.createObjectURL(content)
      h("a", { href: address, download: fileName(file) }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    })
    bar.hidden = true
  }
  return h("button", { type: "button", onclick: single(bring) }, `${name} · ${bytes(file.bytes)} `, bar)
}
