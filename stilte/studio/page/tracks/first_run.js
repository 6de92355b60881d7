import { Button, LinkButton } from "../parts/button.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/**
 * What an empty folder shows: the show first, then the first track.
 * @param {{project: import("../types.js").Project, onNew: () => void}} props
 */
export function FirstRun({ project, onNew }) {
  const has = project.has_show;
  return html`<section class="first">
    <svg viewBox="0 0 200 200" aria-hidden="true">
      <circle class="halo" cx="100" cy="100" r="92" />
      <circle class="disc" cx="100" cy="100" r="52" />
    </svg>
    <h1>${has ? project.title : t("Welcome")}</h1>
    <p class="lead">
      ${t("You write an exercise in plain words; here it becomes a track, with exact quiet for every breath.")}
    </p>
    <ol>
      <li class=${has ? "done" : "now"}>
        <h2>${t("Your show")}</h2>
        <p>${t("Its name, who you are, and the language you speak: asked once.")}</p>
        <${LinkButton} href="/show" kind=${has ? "plain" : "main"} icon=${has ? "done" : undefined}>
          ${has ? t("Look at it again") : t("Begin with your show")}
        <//>
      </li>
      <li class=${has ? "now" : "later"}>
        <h2>${t("Your first track")}</h2>
        <p>${t("From a post that you wrote, from a sample, or from nothing.")}</p>
        <${Button} kind=${has ? "main" : "plain"} icon="add" onClick=${onNew}>${t("Make your first track")}<//>
      </li>
    </ol>
  </section>`;
}
