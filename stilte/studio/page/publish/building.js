/** Building what changed: progress for each track, cancel, which seconds changed, what was measured. */
import { html } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { announce, fail } from "../parts/messages.js";
import { Progress } from "../parts/progress.js";
import { post, remove, saved } from "../api.js";
import { plural, t } from "../texts.js";
import { useJob } from "../parts/job.js";
import { Row } from "./row.js";

/** @param {{tracks: any[], onChange: () => void}} props */
export function Building({ tracks, onChange }) {
  const job = useJob("build", (ended) => {
    onChange();
    if (ended.state === "done") announce(t("Everything is built."));
  });
  const running = job?.state === "running";
  const told = new Map((job?.tracks || []).map((/** @type {any} */ one) => [one.slug, one]));
  const wanted = tracks.filter((track) => ["new", "changed"].includes(track.state));
  const broken = tracks.filter((track) => track.state === "broken");
  const build = () =>
    saved()
      .then(() => post("/api/build", {}))
      .catch(fail);
  return html`<section aria-label=${t("Tracks")}>
    <h2 class="unseen">${t("Tracks")}</h2>
    <div class="build-head">
      ${
        running
          ? html`<div class="whole">
              <${Progress} label=${t("All tracks")} fraction=${job.fraction} text=${t("Building")} />
              <${Button} onClick=${() => remove(`/api/jobs/${job.job}`).catch(fail)}>${t("Stop building")}<//>
            </div>`
          : html`<${Button} kind="main" disabled=${wanted.length === 0} onClick=${build}>
                ${wanted.length ? plural("Build {n} track", "Build {n} tracks", wanted.length) : t("Everything is built")}
              <//>
              ${
                broken.length > 0 &&
                html`<span class="meta"
                  >${plural("{n} track cannot be built yet.", "{n} tracks cannot be built yet.", broken.length)}</span
                >`
              }
              ${job?.state === "cancelled" && html`<span class="meta" role="status">${t("Stopped. What was built before is kept.")}</span>`}`
      }
    </div>
    <ul class="build-rows">
      ${tracks.map((track) => html`<${Row} key=${track.name} track=${track} told=${told.get(track.slug) || null} job=${job} />`)}
    </ul>
    ${
      tracks.length === 0 &&
      html`<p class="meta">${t("There are no tracks yet.")} <a href="/tracks">${t("Begin one")}</a></p>`
    }
  </section>`;
}
