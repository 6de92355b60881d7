/** Build and publish: what changed is built, what was measured is told, and nothing goes out unseen. */
import { html, useEffect, useMemo, useState } from "../parts/dom.js";
import { ShowTrouble } from "../parts/show_trouble.js";
import { Problems } from "../parts/problems.js";
import { Waiting } from "../parts/progress.js";
import { fail } from "../parts/messages.js";
import { get, listen, newest } from "../api.js";
import { t } from "../texts.js";
import { Building } from "../publish/building.js";
import { Blog } from "../publish/blog.js";
import { Due } from "../publish/due.js";
import { Podcast } from "../publish/podcast.js";

export default function Publish() {
  const [project, setProject] = useState(/** @type {any} */ (null));
  const [state, setState] = useState(/** @type {any} */ (null));
  const load = useMemo(() => {
    const loadProject = newest(() => get("/api/project"), setProject, fail);
    const loadState = newest(() => get("/api/publish"), setState, fail);
    return () => void Promise.all([loadProject(), loadState()]);
  }, []);
  useEffect(() => {
    document.title = `${t("Publish")} · Stilte`;
    load();
    const ends = ["project", "disk", "again"].map((type) => listen(type, load));
    return () => ends.forEach((end) => end());
  }, []);
  if (!project || !state) return html`<${Waiting} />`;
  const wrong = state.show.filter((/** @type {any} */ one) => one.level === "error");
  return html`<div class="page publish">
    <h1>${t("Build and publish")}</h1>
    <${ShowTrouble} problems=${project.problems} />
    <${Building} tracks=${project.tracks} onChange=${load} />
    <section>
      <h2>${t("Where it goes")}</h2>
      ${
        wrong.length > 0 &&
        html`<p>
            ${t("A podcast needs a little more on the page of the show.")} <a href="/show">${t("To the show")}</a>
          </p>
          <${Problems} problems=${wrong} />`
      }
      <div class="places">
        <${Podcast} state=${state} onChange=${load} />
        <${Blog} state=${state} onChange=${load} />
      </div>
    </section>
    <${Due} tracks=${project.tracks} state=${state} onChange=${load} />
  </div>`;
}
