/** @import { Attachment } from "contract" */
import { attempt } from "../app/attempt.js"
import { download, fileName } from "../app/files.js"
import { h } from "../app/dom.js"
import { bytes } from "../app/format.js"
import { t } from "../app/i18n.js"

/** Files that were sent with a message; each is brought to the device when it is wanted. @param {string} thread @param {Attachment[]} files */
export const sentFiles = (thread, files) =>
  h("ul", { class: "row", "aria-label": t("files.title") }, files.map((one) => h("li", {}, button(thread, one))))

/** @param {string} thread @param {Attachment} file */
function button(thread, file) {
  const words = `${file.name === undefined ? t("files.damaged") : fileName(file)} · ${bytes(file.bytes)}`
  const label = h("span", {}, words)
  const bring = () =>
    attempt(async () => {
      const content = await download(
        thread,
        file,
        (share) => (label.textContent = `${words} · ${Math.round(share * 100)} %`),
      )
      label.textContent = words
      const address = URL.createObjectURL(content)
      h("a", { href: address, download: fileName(file) }).click()
      setTimeout(() => URL.revokeObjectURL(address), 60_000)
    })
  return h("button", { type: "button", onclick: bring }, label)
}
