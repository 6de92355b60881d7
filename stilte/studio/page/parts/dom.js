/**
 * What every part and view is made with: `html` templates (htm), Preact's hooks, and signals.
 *
 * A view is a function of `{params}` in `views/NAME.js`, its default export. Texts come from `t` and `plural`
 * of `texts.js`, called while drawing. Parts: `button.js`, `field.js`, `dialog.js`, `menu.js`, `messages.js`,
 * `progress.js`, `tabs.js`, `icons.js`.
 */
import { Fragment, h, render } from "../vendor/preact.js";
import htm from "../vendor/htm.js";

/** @type {(strings: TemplateStringsArray, ...values: any[]) => any} */
export const html = htm.bind(h);
export { Fragment, h, render };
export { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "../vendor/hooks.js";
export {
  batch,
  computed,
  effect,
  signal,
  untracked,
  useComputed,
  useSignal,
  useSignalEffect,
} from "../vendor/signals.js";
