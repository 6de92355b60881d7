import { Fragment, html, useEffect, useState } from "../parts/dom.js";
import { ask, Dialog } from "../parts/dialog.js";
import { get, post, remove } from "../api.js";
import { plural, t } from "../texts.js";
import { Button } from "../parts/button.js";
import { fail } from "../parts/messages.js";

/** @typedef {{id: string, name: string, title: string, deleted: string}} Deleted */

/**
 * What was deleted: put back, or gone for good.
 * @param {{onClose: () => void, onChange: () => void}} props
 */
export function Trash({ onClose, onChange }) {
  const [items, setItems] = useState(/** @type {Deleted[] | null} */ (null));
  const load = () => get("/api/trash").then((found) => setItems(found.scripts), fail);
  useEffect(() => void load(), []);
  const restore = (/** @type {Deleted} */ item) =>
    post(`/api/trash/${encodeURIComponent(item.id)}/restore`).then(() => {
      onChange();
      return load();
    }, fail);
  return html`<${Dialog} title=${t("Deleted tracks")} onClose=${onClose}>
    ${items && items.length === 0 && html`<p>${t("Nothing was deleted.")}</p>`}
    ${
      items &&
      items.length > 0 &&
      html`<${Fragment}>
        <ul class="rows">
          ${items.map(
            (item) =>
              html`<li key=${item.id}>
                <span>${item.title || item.name}</span>
                <${Button}
                  onClick=${() => restore(item)}
                  aria-label=${t("Put {title} back", { title: item.title || item.name })}
                >
                  ${t("Put back")}
                <//>
              </li>`,
          )}
        </ul>
        <div class="actions">
          <${Button} kind="danger" icon="trash" onClick=${() => empty(items.length, load)}>${t("Empty the trash")}<//>
        </div>
      <//>`
    }
  <//>`;
}

/**
 * @param {number} count
 * @param {() => Promise<void>} load
 */
async function empty(count, load) {
  const sure = await ask({
    title: t("Empty the trash?"),
    text: plural("{n} script is then gone for good.", "{n} scripts are then gone for good.", count),
    yes: t("Empty the trash"),
    danger: true,
  });
  if (sure) await remove("/api/trash").then(load, fail);
}
