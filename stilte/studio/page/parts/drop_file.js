import { html, useId, useState } from "./dom.js";
import { Icon } from "./icons.js";

/**
 * A place for a file: chosen, or dropped.
 * @param {{label: string, onFile: (file: File) => void, accept?: string, name?: string}} props
 */
export function DropFile({ label, onFile, accept, name }) {
  const id = useId();
  const [over, setOver] = useState(false);
  const dropped = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer?.files[0];
    if (file) onFile(file);
  };
  const chosen = (/** @type {any} */ event) => {
    const file = event.currentTarget.files[0];
    if (file) onFile(file);
    event.currentTarget.value = "";
  };
  const dragged = (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(true);
  };
  return html`<div
    class=${`field drop ${over ? "over" : ""}`}
    onDragOver=${dragged}
    onDragLeave=${() => setOver(false)}
    onDrop=${dropped}
  >
    <input type="file" class="unseen" id=${id} name=${name} accept=${accept} onChange=${chosen} />
    <label for=${id}><${Icon} name="file" /><span>${label}</span></label>
  </div>`;
}
