import { html, useLayoutEffect, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { t } from "../texts.js";

/**
 * A part of the script that cannot be read: its own lines, to be mended.
 * @param {{session: any, step: {key?: string, line: number, end_line: number, raw: string}}} props
 */
export function Unreadable({ session, step }) {
  const [text, setText] = useState(step.raw);
  useLayoutEffect(() => setText(step.raw), [step.raw]);
  const write = () =>
    session.edit({ op: "replace_lines", line: step.line, end_line: step.end_line, text, select: true });
  return html`<div class="unreadable">
    <textarea
      class="code"
      rows=${Math.min(12, text.split("\n").length)}
      aria-label=${t("Lines of the script that cannot be read, from line {line}", { line: step.line })}
      value=${text}
      spellcheck=${false}
      ref=${(/** @type {any} */ element) => step.key && session.controlOf(step.key, element)}
      onInput=${(/** @type {any} */ event) => setText(event.currentTarget.value)}
    ></textarea>
    ${
      text !== step.raw &&
      html`<div class="actions">
        <${Button} kind="main" onClick=${write}>${t("Write it so")}<//>
        <${Button} onClick=${() => setText(step.raw)}>${t("Cancel")}<//>
      </div>`
    }
  </div>`;
}
