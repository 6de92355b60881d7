/**
 * Keys that work everywhere in the editor.
 * @param {KeyboardEvent} event
 * @param {any} session
 */
export function editorKeys(event, session) {
  if (document.querySelector("dialog[open]") || event.isComposing) return;
  const command = event.ctrlKey || event.metaKey;
  const key = event.key.toLowerCase();
  const selected = session.selected.value;
  if (command && !event.altKey && key === "z") session.turn(event.shiftKey ? "redo" : "undo");
  else if (command && key === "y") session.turn("redo");
  else if (event.ctrlKey && event.code === "Space") session.hear(session.hearing.now.value ? null : selected);
  else if (event.code === "Space" && !command && !event.altKey && !isControl(event.target)) session.hear(null);
  else if (command && key === "f" && !isSearch(event.target)) document.getElementById("search-routine")?.focus();
  else if (event.altKey && !command && event.key === "ArrowUp") session.moveSelected(-1);
  else if (event.altKey && !command && event.key === "ArrowDown") session.moveSelected(1);
  else if (event.altKey && event.key === "Enter") session.insertAt.value = selected;
  else if (event.altKey && event.key === "Delete" && selected) session.removeSteps(session.range.value);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** Whether Space means something of its own there. @param {EventTarget|null} target */
function isControl(target) {
  return (
    target instanceof Element &&
    target.closest("input, textarea, select, button, a, [role=slider], [role=tab]") !== null
  );
}

/** @param {EventTarget|null} target */
function isSearch(target) {
  return target instanceof HTMLElement && target.id === "search-routine";
}
