/** One step of the routine as a row: its handle, itself, what can be done with it, what is wrong with it. */
import { html } from "../parts/dom.js";
import { BellStep, IncludeStep, MusicStep, PauseStep, SoundStep } from "./small_steps.js";
import { ChapterStep, NoteStep } from "./text_steps.js";
import { Breath } from "./breath.js";
import { Frame } from "./frame.js";
import { Line } from "./line.js";
import { Problems } from "./problems.js";
import { StepTools } from "./step_tools.js";
import { Unreadable } from "./unreadable.js";
import { gripKeys } from "./grip_keys.js";
import { pressed } from "./dragging.js";
import { t } from "../texts.js";

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

/** @param {{session: any, step: Step, depth: number}} props */
export function Row({ session, step, depth }) {
  const key = step.key;
  const mark = session.marks.of(key).value;
  const Kind = KINDS[step.kind] || Unreadable;
  const look = [
    "step",
    `kind-${step.kind}`,
    mark.selected && "selected",
    mark.inRange && "in-range",
    mark.lit && "lit",
    mark.found && "found",
    mark.drop && `drop-${mark.drop}`,
  ];
  return html`<li
    class=${look.filter(Boolean).join(" ")}
    data-step=${key}
    aria-current=${mark.lit ? "true" : undefined}
    onFocusIn=${(/** @type {FocusEvent} */ event) => focused(event, session, key)}
  >
    <${Grip} session=${session} step=${step} mark=${mark} />
    <div class="body">
      <${Kind} session=${session} step=${step} depth=${depth} />
      <${Problems} found=${mark.problems} step=${step} />
    </div>
    ${mark.selected && html`<${StepTools} session=${session} step=${step} />`}
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

/** @param {{session: any, step: Step, mark: import("./marks.js").Mark}} props */
function Grip({ session, step, mark }) {
  const time = session.marks.timeOf(step.key).value;
  return html`<button
    type="button"
    class="grip"
    data-grip=${step.key}
    tabindex=${mark.selected ? 0 : -1}
    aria-pressed=${mark.inRange ? "true" : undefined}
    aria-label=${time ? t("Handle, at {time}", { time }) : t("Handle")}
    title=${t("Drag to move. Space plays from here; Alt and an arrow move; Shift and an arrow select more.")}
    onPointerDown=${(/** @type {PointerEvent} */ event) => pressed(event, session, step.key)}
    onMouseDown=${(/** @type {MouseEvent} */ event) => event.shiftKey && event.preventDefault()}
    onClick=${(/** @type {MouseEvent} */ event) => session.select(step.key, event.shiftKey)}
    onKeyDown=${(/** @type {KeyboardEvent} */ event) => gripKeys(event, session, step)}
  >
    <span class="dots" aria-hidden="true"></span><span class="time">${time}</span>
  </button>`;
}
