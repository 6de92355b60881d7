/** A list of steps: those in sight are drawn at once, the others while nothing else is to be done. */
import { html, useEffect, useRef, useState } from "../parts/dom.js";
import { Row } from "./step.js";

/** @typedef {import("../types.js").Step} Step */

const FIRST = 40; // rows, more than a window shows
const SLICE = 60; // rows that are drawn in one go after them: a key that comes meanwhile waits for no more
const ROW_REM = 3; // the usual height of a row
const PATIENCE_MS = 100;

/**
 * A step that did not change is not drawn again.
 * @param {{session: any, steps: Step[], depth?: number}} props
 */
export function Steps({ session, steps, depth = 0 }) {
  const before = useRef(/** @type {Map<string, {step: Step, node: any}>} */ (new Map()));
  const count = useDrawn(session, steps.length);
  const fresh = new Map();
  const nodes = steps.slice(0, count).map((step) => {
    const known = before.current.get(step.key);
    const node =
      known?.step === step
        ? known.node
        : html`<${Row} key=${step.key} session=${session} step=${step} depth=${depth} />`;
    fresh.set(step.key, { step, node });
    return node;
  });
  before.current = fresh;
  const left = steps.length - nodes.length;
  return html`<ol class="steps">
    ${nodes}
    ${left > 0 && html`<li key="" class="undrawn" aria-hidden="true" style=${{ height: `${left * ROW_REM}rem` }}></li>`}
  </ol>`;
}

/**
 * How many rows of a list are drawn by now; all of them as soon as one out of sight is wanted.
 * @param {any} session
 * @param {number} wanted
 */
function useDrawn(session, wanted) {
  const [drawn, setDrawn] = useState(wanted > FIRST ? FIRST : Infinity);
  useEffect(() => {
    if (drawn === Infinity) return undefined;
    return whenIdle(() => setDrawn(drawn + SLICE < wanted ? drawn + SLICE : Infinity));
  }, [drawn]);
  return session.isWhole.value ? Infinity : drawn;
}

/** Do something once nothing else is to be done. @param {() => void} work @returns {() => void} what calls it off */
function whenIdle(work) {
  if (typeof requestIdleCallback === "undefined") {
    const timer = setTimeout(work, 1); // Safari
    return () => clearTimeout(timer);
  }
  const asked = requestIdleCallback(work, { timeout: PATIENCE_MS });
  return () => cancelIdleCallback(asked);
}
