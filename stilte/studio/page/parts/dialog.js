/** Dialogs: the browser's own, so that focus stays inside, Escape closes, and the page behind is still. */
import { html, signal, useId, useLayoutEffect, useRef } from "./dom.js";
import { Button } from "./button.js";
import { t } from "../texts.js";

/**
 * A dialog that is open as long as it is drawn; without `onClose` only an answer ends it.
 * @param {{title: any, onClose?: () => void, children?: any, actions?: any, wide?: boolean}} props
 */
export function Dialog({ title, onClose, children, actions, wide = false }) {
  const element = useRef(/** @type {HTMLDialogElement | null} */ (null));
  const id = useId();
  useLayoutEffect(() => {
    // Before the next key: typed at once, it must not reach the page behind.
    const dialog = element.current;
    const before = document.activeElement;
    dialog?.showModal();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  const cancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    onClose?.();
  };
  const held = (/** @type {KeyboardEvent} */ event) => {
    if (!onClose && event.key === "Escape") event.preventDefault(); // pressed twice, it closes without asking
  };
  return html`<dialog
    ref=${element}
    class=${wide ? "wide" : ""}
    aria-labelledby=${id}
    onCancel=${cancel}
    onKeyDown=${held}
  >
    <header>
      <h2 id=${id}>${title}</h2>
      ${onClose && html`<${Button} kind="quiet" icon="close" label=${t("Close")} onClick=${onClose} />`}
    </header>
    <div class="inside">${children}</div>
    ${actions && html`<footer>${actions}</footer>`}
  </dialog>`;
}

/** @typedef {{title: string, text: string, yes: string, danger?: boolean, answer: (yes: boolean) => void}} Question */

const asked = signal(/** @type {Question | null} */ (null));

/**
 * Ask before something is done; true where the author says yes.
 * @param {{title: string, text: string, yes: string, danger?: boolean}} question
 * @returns {Promise<boolean>}
 */
export function ask(question) {
  asked.value?.answer(false);
  return new Promise((resolve) => {
    asked.value = {
      ...question,
      answer: (yes) => {
        asked.value = null;
        resolve(yes);
      },
    };
  });
}

/** Where the questions of `ask` are drawn. */
export function Questions() {
  const question = asked.value;
  if (!question) return null;
  return html`<${Dialog}
    key=${question.title}
    title=${question.title}
    onClose=${() => question.answer(false)}
    actions=${html`
      <${Button} onClick=${() => question.answer(false)}>${t("Cancel")}<//>
      <${Button} kind=${question.danger ? "danger" : "main"} onClick=${() => question.answer(true)}>${question.yes}<//>
    `}
  >
    <p>${question.text}</p>
  <//>`;
}
