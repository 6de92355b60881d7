import { t } from "../texts.js";

/**
 * What can be put after a step (at the end, where there is none).
 * @param {any} session
 * @param {string|null} key
 */
export function newSteps(session, key) {
  const add = (/** @type {any} */ step) => () => session.insert(key, step);
  const beds = session.beds.value;
  return [
    { text: t("A line"), icon: "edit", run: add({ kind: "say", text: "" }) },
    { text: t("Quiet"), icon: "hold", run: add({ kind: "pause", pause: "15" }) },
    { text: t("Breaths"), icon: "breath", run: add({ kind: "breathe", breathe: "5" }) },
    { text: t("A hold"), icon: "hold", run: add({ kind: "hold", hold: "30" }) },
    { text: t("A chapter"), icon: "file", run: add({ kind: "chapter", text: "" }) },
    { text: t("A bell"), icon: "bell", run: add({ kind: "bell", bell: "1" }) },
    { text: t("Other music"), icon: "music", run: add({ kind: "music", music: beds[0] || "none" }) },
    { text: t("A note, not spoken"), icon: "file", run: add({ kind: "note", text: "" }) },
  ];
}
