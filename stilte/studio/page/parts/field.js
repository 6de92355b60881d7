/**
 * Fields of forms: a label above, a hint and what is wrong under it. `onValue` gets the value whenever it changes; other
 * attributes (`name`, `placeholder`, `autocomplete`, `required`…) go to the control itself.
 */
import { html, useId } from "./dom.js";

/**
 * The frame of a field; `children` is a function of the attributes that tie the control to its words.
 * @param {{label: any, hint?: any, error?: any, class?: string, children: (tied: Record<string, any>) => any}} props
 */
export function Field({ label, hint, error, class: look = "", children }) {
  const id = useId();
  const told = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return html`<div class=${`field ${look}`}>
    <label for=${id}>${label}</label>
    ${children({ id, "aria-describedby": told || undefined, "aria-invalid": error ? "true" : undefined })}
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
    ${error && html`<p class="wrong" id=${`${id}-error`}>${error}</p>`}
  </div>`;
}

/** @param {any} event */
const valueOf = (event) => event.currentTarget.value;

/** One line of text (or `type="number"`, "date", "password", "email", "url"). @param {any} props */
export function TextField({ label, hint, error, value, onValue, type = "text", class: look, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${look}>
    ${(/** @type {any} */ tied) =>
      html`<input
        ...${rest}
        ...${tied}
        type=${type}
        value=${value}
        onInput=${(/** @type {any} */ e) => onValue(valueOf(e))}
      />`}
  <//>`;
}

/** Several lines of text. @param {any} props */
export function TextArea({ label, hint, error, value, onValue, rows = 6, class: look, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${look}>
    ${(/** @type {any} */ tied) =>
      html`<textarea
        ...${rest}
        ...${tied}
        rows=${rows}
        value=${value}
        onInput=${(/** @type {any} */ e) => onValue(valueOf(e))}
      ></textarea>`}
  <//>`;
}

/** A choice of few; `options` are `[value, text]`. @param {any} props */
export function Select({ label, hint, error, value, onValue, options, class: look, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} error=${error} class=${look}>
    ${(/** @type {any} */ tied) =>
      html`<select ...${rest} ...${tied} value=${value} onChange=${(/** @type {any} */ e) => onValue(valueOf(e))}>
        ${options.map(
          (/** @type {[string, string]} */ [key, text]) =>
            html`<option key=${key} value=${key} selected=${key === value}>${text}</option>`,
        )}
      </select>`}
  <//>`;
}

/** A box to tick. @param {any} props */
export function Checkbox({ label, hint, value, onValue, ...rest }) {
  const id = useId();
  return html`<div class="field tick">
    <input
      ...${rest}
      type="checkbox"
      id=${id}
      checked=${value}
      aria-describedby=${hint ? `${id}-hint` : undefined}
      onChange=${(/** @type {any} */ e) => onValue(e.currentTarget.checked)}
    />
    <label for=${id}>${label}</label>
    ${hint && html`<p class="hint" id=${`${id}-hint`}>${hint}</p>`}
  </div>`;
}

/** One of several, all of them seen; `options` are `[value, text]`. @param {any} props */
export function Choices({ label, value, onValue, options, hint, name: given }) {
  const id = useId();
  const name = given || id;
  return html`<fieldset class="choices">
    <legend>${label}</legend>
    ${hint && html`<p class="hint">${hint}</p>`}
    ${options.map(
      (/** @type {[string, string]} */ [key, text]) =>
        html`<label key=${key}>
          <input type="radio" name=${name} value=${key} checked=${key === value} onChange=${() => onValue(key)} />
          <span>${text}</span>
        </label>`,
    )}
  </fieldset>`;
}

/** A slider; `shown` is its value in words. @param {any} props */
export function Slider({ label, hint, value, onValue, shown, ...rest }) {
  return html`<${Field} label=${label} hint=${hint} class="slider">
    ${(/** @type {any} */ tied) =>
      html`<div class="slide">
        <input
          ...${rest}
          ...${tied}
          type="range"
          value=${value}
          aria-valuetext=${shown}
          onInput=${(/** @type {any} */ e) => onValue(Number(valueOf(e)))}
        />
        <output>${shown}</output>
      </div>`}
  <//>`;
}
