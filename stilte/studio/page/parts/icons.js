/** Small drawings for buttons. They are never read out: the button's text says what it does. */
import { html } from "./dom.js";

/** @type {Record<string, string>} */
const SHAPES = {
  add: "M12 5v14M5 12h14",
  play: "M8 5l11 7-11 7z",
  stop: "M7 7h10v10H7z",
  undo: "M8 4L4 8l4 4M4 8h10a5.5 5.5 0 0 1 0 11H9",
  redo: "M16 4l4 4-4 4M20 8H10a5.5 5.5 0 0 0 0 11h5",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM15.5 15.5L21 21",
  more: "M5 12h.01M12 12h.01M19 12h.01",
  close: "M6 6l12 12M18 6L6 18",
  trash: "M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  edit: "M4 20l1-5L16 4l4 4L9 19z",
  back: "M14 5l-7 7 7 7",
  up: "M12 19V5M6 11l6-6 6 6",
  down: "M12 5v14M6 13l6 6 6-6",
  warning: "M12 4L2.5 20h19zM12 10v5M12 17.5h.01",
  done: "M4 12.5l5 5L20 6.5",
  ear: "M7 17c1 3 5 4 6 1 .6-2 3.5-3.5 4-7a5.5 5.5 0 0 0-11-1M9.5 10.5a2.5 2.5 0 0 1 5 0c0 2-2 2-2 4",
  voice: "M12 3a3 3 0 0 1 3 3v5a3 3 0 0 1-6 0V6a3 3 0 0 1 3-3zM5 11a7 7 0 0 0 14 0M12 18v3",
  music: "M9 18V5l11-2v13M9 18a3 3 0 1 1-6 0 3 3 0 0 1 6 0zM20 16a3 3 0 1 1-6 0 3 3 0 0 1 6 0z",
  bell: "M6 17V11a6 6 0 0 1 12 0v6l2 2H4zM10 21h4",
  breath: "M3 16c4 0 4-9 8-9s5 9 10 9",
  repeat: "M4 11a6 6 0 0 1 6-6h9M16 2l3 3-3 3M20 13a6 6 0 0 1-6 6H5M8 22l-3-3 3-3",
  hold: "M8 5v14M16 5v14",
  drag: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  file: "M6 3h8l5 5v13H6zM14 3v5h5",
};

/**
 * @param {{name: string}} props
 */
export function Icon({ name }) {
  return html`<svg class=${`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
    <path d=${SHAPES[name] || ""} />
  </svg>`;
}
