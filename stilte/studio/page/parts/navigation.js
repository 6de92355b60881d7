import { html } from "./dom.js";
import { t } from "../texts.js";

/**
 * The head of every view: the name, and the way to the others.
 * @param {{view: string}} props
 */
export function Navigation({ view }) {
  /** @type {[string, string, string[]][]} */
  const links = [
    ["/tracks", t("Tracks"), ["tracks", "editor", "marking"]],
    ["/voices", t("Voices and music"), ["voices", "recording"]],
    ["/publish", t("Publish"), ["publish"]],
    ["/show", t("Show"), ["show"]],
  ];
  return html`<header class="top">
    <a class="name" href="/tracks" aria-label=${t("Stilte, to your tracks")}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle class="halo" cx="16" cy="16" r="14" />
        <circle class="core" cx="16" cy="16" r="6" />
      </svg>
      <span>Stilte</span>
    </a>
    <nav aria-label=${t("Views")}>
      ${links.map(
        ([href, text, views]) =>
          html`<a key=${href} href=${href} aria-current=${views.includes(view) ? "page" : undefined}>${text}</a>`,
      )}
    </nav>
  </header>`;
}
