/** One step of the routine as a row: its handle, itself, what can be done with it, what is wrong with it. */
import { html, useComputed, useRef } from "../parts/dom.js";
import { BellStep, IncludeStep, MusicStep, PauseStep, SoundStep } from "./small_steps.js";
import { ChapterStep, NoteStep } from "./text_steps.js";
import { Breath } from "./breath.js";
import { Frame } from "./frame.js";
import { Line } from "./line.js";
import { Problems } from "./problems.js";
import { StepTools } from "./step_tools.js";
import { Unreadable } from "./unreadable.js";
import { clock, t } from "../texts.js";
import { gripKeys } from "./grip_keys.js";

/** @typedef {import("../types.js").Step} Step */

/** @type {Record<string, any>} */
const KINDS = {
  say: Line,
  chapter: ChapterStep,
  note: NoteStep,
  pause: PauseStep,
  silence: PauseStep,
  breathe: Breath,
  repeat: Frame,
  hold: Frame,
  bell: BellStep,
  sound: SoundStep,
  music: MusicStep,
  include: IncludeStep,
};

/**
 * A list of steps; a step that did not change is not drawn again.
 * @param {{session: any, steps: Step[], depth?: number}} props
 */
export function Steps({ session, steps, depth = 0 }) {
  const drawn = useRef(/** @type {Map<string, {step: Step, node: any}>} */ (new Map()));
  const fresh = new Map();
  const nodes = steps.map((step) => {
    const before = drawn.current.get(step.key);
    const node =
      before?.step === step
        ? before.node
        : html`<${Row} key=${step.key} session=${session} step=${step} depth=${depth} />`;
    fresh.set(step.key, { step, node });
    return node;
  });
  drawn.current = fresh;
  return html`<ol class="steps">
    ${nodes}
  </ol>`;
}

/** @param {{session: any, step: Step, depth: number}} props */
function Row({ session, step, depth }) {
  const key = step.key;
  const isSelected = useComputed(() => session.selected.value === key).value;
  const isInRange = useComputed(() => session.range.value.length > 1 && session.range.value.includes(key)).value;
  const isLit = useComputed(() => session.lit.value === key).value;
  const isFound = useComputed(() => session.found.value === key).value;
  const drop = useComputed(() =>
    session.dropAt.value?.key === key ? (session.dropAt.value.late ? "after" : "before") : "",
  ).value;
  const Kind = KINDS[step.kind] || Unreadable;
  const look = [
    "step",
    `kind-${step.kind}`,
    isSelected && "selected",
    isInRange && "in-range",
    isLit && "lit",
    isFound && "found",
    drop && `drop-${drop}`,
  ];
  return html`<li
    class=${look.filter(Boolean).join(" ")}
    data-step=${key}
    aria-current=${isLit ? "true" : undefined}
    onFocusIn=${(/** @type {FocusEvent} */ event) => focused(event, session, key)}
    onDragOver=${(/** @type {DragEvent} */ event) => over(event, session, key)}
    onDrop=${(/** @type {DragEvent} */ event) => dropped(event, session)}
  >
    <${Grip} session=${session} step=${step} isSelected=${isSelected} isInRange=${isInRange} />
    <div class="body">
      <${Kind} session=${session} step=${step} depth=${depth} />
      <${Problems} session=${session} of=${key} step=${step} />
    </div>
    ${isSelected && html`<${StepTools} session=${session} step=${step} />`}
  </li>`;
}

/**
 * @param {FocusEvent} event
 * @param {any} session
 * @param {string} key
 */
function focused(event, session, key) {
  event.stopPropagation();
  if (session.selected.value !== key && !session.keepSelection) session.select(key);
}

/** @param {{session: any, step: Step, isSelected: boolean, isInRange: boolean}} props */
function Grip({ session, step, isSelected, isInRange }) {
  const start = useComputed(() => session.starts.value.get(step.key)).value;
  const time = start === undefined ? "" : clock(start);
  return html`<button
    type="button"
    class="grip"
    data-grip=${step.key}
    tabindex=${isSelected ? 0 : -1}
    draggable="true"
    aria-pressed=${isInRange ? "true" : undefined}
    aria-label=${time ? t("Handle, at {time}", { time }) : t("Handle")}
    title=${t("Drag to move. Space plays from here; Alt and an arrow move; Shift and an arrow select more.")}
    onMouseDown=${(/** @type {MouseEvent} */ event) => event.shiftKey && event.preventDefault()}
    onClick=${(/** @type {MouseEvent} */ event) => session.select(step.key, event.shiftKey)}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => gripKeys(event, session, step)}
    onDragStart=${(/** @type {DragEvent} */ event) => started(event, session, step.key)}
    onDragEnd=${() => (session.dropAt.value = null)}
  >
    <span class="dots" aria-hidden="true"></span><span class="time">${time}</span>
  </button>`;
}

/**
 * @param {DragEvent} event
 * @param {any} session
 * @param {string} key
 */
function started(event, session, key) {
  event.stopPropagation();
  if (!session.range.value.includes(key)) session.select(key);
  event.dataTransfer?.setData("text/plain", "");
  session.dragged = session.range.value;
  const row = event.currentTarget instanceof Element && event.currentTarget.closest(".step");
  if (row) event.dataTransfer?.setDragImage(row, 10, 10);
}

/**
 * @param {DragEvent} event
 * @param {any} session
 * @param {string} key
 */
function over(event, session, key) {
  if (!session.dragged) return;
  event.preventDefault();
  event.stopPropagation();
  const box = /** @type {HTMLElement} */ (event.currentTarget).getBoundingClientRect();
  const late = event.clientY > box.top + box.height / 2;
  const now = session.dropAt.value;
  if (now?.key !== key || now.late !== late) session.dropAt.value = { key, late };
}

/**
 * @param {DragEvent} event
 * @param {any} session
 */
function dropped(event, session) {
  event.preventDefault();
  event.stopPropagation();
  const to = session.dropAt.value;
  if (to && session.dragged) session.drop(session.dragged, to);
  session.dropAt.value = null;
  session.dragged = null;
}
