/** A place for files of sound and folders of them: chosen, or dropped. */
import { html, useId, useState } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { fail } from "../parts/messages.js";
import { t } from "../texts.js";

const SOUNDS = ".wav,.flac,.mp3,.m4a,.aac,.ogg,.opus,.aif,.aiff,.oga,.caf,.amr,.3gp,.wma,.webm,.mp4,.mov,.qta";
const ACCEPTED = ["audio/*", SOUNDS, ".txt"].join();
const WANTED = new Set([...SOUNDS.split(","), ".txt"]);

/** @param {{onFiles: (files: File[]) => void}} props */
export function DropFiles({ onFiles }) {
  const [one, folder] = [useId(), useId()];
  const [over, setOver] = useState(false);
  const given = (/** @type {File[]} */ files) => {
    const wanted = files.filter((file) => WANTED.has(/\.[^.]+$/.exec(file.name.toLowerCase())?.[0] || ""));
    if (wanted.length) onFiles(wanted);
    else if (files.length) fail({ message: t("There is no recording among these files."), hint: SOUNDS });
  };
  const chosen = (/** @type {any} */ event) => {
    const files = [...event.currentTarget.files];
    event.currentTarget.value = "";
    given(files);
  };
  const dropped = async (/** @type {DragEvent} */ event) => {
    event.preventDefault();
    setOver(false);
    const items = [...(event.dataTransfer?.items || [])];
    const entries = items.map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const loose = [...(event.dataTransfer?.files || [])];
    const found = await Promise.all(entries.map((entry) => filesOf(entry)));
    given(entries.length ? found.flat() : loose);
  };
  return html`<div
    class=${`field drop ${over ? "over" : ""}`}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      setOver(true);
    }}
    onDragLeave=${() => setOver(false)}
    onDrop=${dropped}
  >
    <input type="file" class="unseen" id=${one} multiple accept=${ACCEPTED} onChange=${chosen} />
    <label for=${one}><${Icon} name="file" /><span>${t("Drop a recording here, or choose it")}</span></label>
    <input type="file" class="unseen" id=${folder} webkitdirectory onChange=${chosen} />
    <label for=${folder} class="second"><span>${t("or choose a folder of files")}</span></label>
  </div>`;
}

/** The files of what was dropped, also of a folder. @param {any} entry @returns {Promise<File[]>} */
async function filesOf(entry) {
  if (entry.isFile) return [await new Promise((done, wrong) => entry.file(done, wrong))];
  const reader = entry.createReader();
  /** @type {any[]} */
  const entries = [];
  for (;;) {
    const some = await new Promise((done, wrong) => reader.readEntries(done, wrong)); // a hundred at most
    if (!some.length) break;
    entries.push(...some);
  }
  const files = await Promise.all(entries.filter((one) => one.isFile).map(filesOf));
  return files.flat();
}
