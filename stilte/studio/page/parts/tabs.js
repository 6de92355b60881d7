import { html, useId, useRef } from "./dom.js";

/**
 * Tabs: arrows go from one to the next. `tabs` are `[value, text]`; the panel is `children`.
 * @param {{label: string, tabs: [string, string][], value: string, onValue: (value: string) => void, children: any}} props
 */
export function Tabs({ label, tabs, value, onValue, children }) {
  const id = useId();
  const list = useRef(/** @type {HTMLElement | null} */ (null));
  const keyed = (/** @type {KeyboardEvent} */ event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = (tabs.findIndex(([key]) => key === value) + step + tabs.length) % tabs.length;
    onValue(tabs[at][0]);
    /** @type {HTMLElement | undefined} */ (list.current?.children[at])?.focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label=${label} ref=${list} onKeyDown=${keyed}>
      ${tabs.map(
        ([key, text]) =>
          html`<button
            key=${key}
            type="button"
            role="tab"
            id=${`${id}-${key}`}
            aria-controls=${`${id}-panel`}
            aria-selected=${key === value ? "true" : "false"}
            tabindex=${key === value ? 0 : -1}
            onClick=${() => onValue(key)}
          >
            ${text}
          </button>`,
      )}
    </div>
    <div class="panel" role="tabpanel" id=${`${id}-panel`} aria-labelledby=${`${id}-${value}`}>${children}</div>
  `;
}
