/** The script itself, with its line numbers and its problems. */
import { html, useEffect, useRef } from "../parts/dom.js";
import { Icon } from "../parts/icons.js";
import { t } from "../texts.js";

/** @param {{session: any}} props */
export function Yaml({ session }) {
  const found = session.document.value;
  const typed = session.wholeText.value;
  const text = (typed ?? found.text).replace(/\r\n/g, "\n"); // as a field of text has it
  const area = useRef(/** @type {HTMLTextAreaElement|null} */ (null));
  const numbers = useRef(/** @type {HTMLElement|null} */ (null));
  const count = text.split("\n").length;
  const wrong = new Map(
    found.problems.filter((/** @type {any} */ one) => one.line).map((/** @type {any} */ one) => [one.line, one.level]),
  );
  const scrolled = () => {
    if (numbers.current && area.current) numbers.current.scrollTop = area.current.scrollTop;
  };
  useEffect(() => toSelected(session, area.current), []);
  return html`<div class="yaml">
    <div class="paper">
      <div class="numbers" ref=${numbers} aria-hidden="true">
        ${Array.from({ length: count }, (_, n) => html`<span key=${n} class=${wrong.get(n + 1) || ""}>${n + 1}</span>`)}
      </div>
      <textarea
        ref=${area}
        class="code"
        wrap="off"
        aria-label=${t("The text of the script, in YAML")}
        spellcheck=${false}
        autocapitalize="off"
        value=${text}
        onInput=${(/** @type {any} */ event) => session.typeWhole(event.currentTarget.value)}
        onScroll=${scrolled}
      ></textarea>
    </div>
    <${Beside} problems=${found.problems} area=${area} />
  </div>`;
}

/** @param {{problems: any[], area: {current: HTMLTextAreaElement|null}}} props */
function Beside({ problems, area }) {
  return html`<aside aria-label=${t("Problems")}>
    ${
      problems.length === 0
        ? html`<p class="hint">${t("There is nothing wrong in it.")}</p>`
        : html`<ul class="problems">
            ${problems.map(
              (problem, n) =>
                html`<li key=${n} class=${problem.level}>
                  <${Icon} name="warning" />
                  <span>
                    ${
                      problem.line &&
                      html`<button type="button" class="link" onClick=${() => toLine(area.current, problem.line)}>
                        ${t("Line {line}", { line: problem.line })}
                      </button>`
                    }
                    ${" "}${problem.text} ${problem.hint && html`<em>${problem.hint}</em>`}
                  </span>
                </li>`,
            )}
          </ul>`
    }
  </aside>`;
}

/**
 * @param {any} session
 * @param {HTMLTextAreaElement|null} area
 */
function toSelected(session, area) {
  const step = session.step(session.selected.value);
  if (step?.line) toLine(area, step.line, false);
}

/**
 * Put the cursor at a line.
 * @param {HTMLTextAreaElement|null} area
 * @param {number} line
 * @param {boolean} [focus]
 */
function toLine(area, line, focus = true) {
  if (!area) return;
  const before = area.value.split("\n").slice(0, line - 1);
  const start = before.reduce((sum, each) => sum + each.length + 1, 0);
  const end = area.value.indexOf("\n", start);
  area.setSelectionRange(start, end < 0 ? area.value.length : end);
  area.scrollTop = Math.max(0, (line - 5) * parseFloat(getComputedStyle(area).lineHeight));
  if (focus) area.focus();
}
