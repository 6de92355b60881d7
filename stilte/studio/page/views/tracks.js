/** Every routine of the project: what it is, how it stands, and what can be done with it. */
import { Fragment, html, useEffect, useMemo, useRef, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Card } from "../tracks/card.js";
import { FirstRun } from "../tracks/first_run.js";
import { NewTrack } from "../tracks/new_track.js";
import { ShowTrouble } from "../parts/show_trouble.js";
import { Posts } from "../tracks/posts.js";
import { Trash } from "../tracks/trash.js";
import { Waiting } from "../parts/progress.js";
import { buildOf, finishedIn } from "../parts/build_of.js";
import { fail } from "../parts/messages.js";
import { useJob } from "../parts/job.js";
import { get, listen, newest } from "../api.js";
import { plural, t } from "../texts.js";

/** @typedef {import("../types.js").Project} Project */

const REST_MS = 300; // several files that change at once are one change of the list

export default function Tracks() {
  const [project, load] = useProject();
  const [sought, setSought] = useState("");
  const [open, setOpen] = useState(/** @type {"new"|"trash"|null} */ (null));
  const close = () => setOpen(null);
  useEffect(() => {
    document.title = "Stilte";
  }, []);
  if (!project) return html`<${Waiting} />`;
  const first = project.tracks.length === 0;
  return html`<div class="page tracks">
    ${
      first
        ? html`<${Fragment}>
            <${ShowTrouble} problems=${project.problems} />
            <${FirstRun} project=${project} onNew=${() => setOpen("new")} />
          <//>`
        : html`<${Fragment}>
            <${Head} project=${project} sought=${sought} onSought=${setSought} onNew=${() => setOpen("new")} />
            <${ShowTrouble} problems=${project.problems} />
            <${List} tracks=${project.tracks} sought=${sought} onChange=${load} />
          <//>`
    }
    <${Posts} />
    <p class="below">
      <${Button} kind="quiet" icon="trash" onClick=${() => setOpen("trash")}>${t("Deleted tracks")}<//>
    </p>
    ${open === "new" && html`<${NewTrack} onClose=${close} />`}
    ${open === "trash" && html`<${Trash} onClose=${close} onChange=${load} />`}
  </div>`;
}

/** The project as the server knows it, kept up to date. @returns {[Project | null, () => void]} */
function useProject() {
  const [project, setProject] = useState(/** @type {Project | null} */ (null));
  const timer = useRef(0);
  const arrived = useRef(false);
  const load = useMemo(() => {
    const take = (/** @type {Project} */ found) => {
      arrived.current = true;
      setProject(found);
    };
    return newest(() => get("/api/project"), take, fail);
  }, []);
  useEffect(() => {
    const soon = () => {
      clearTimeout(timer.current);
      timer.current = window.setTimeout(load, REST_MS);
    };
    // What changed between the answer and the first news would be missed.
    const heard = (/** @type {any} */ news) => (news.first && !arrived.current) || soon();
    const ends = ["project", "disk", "again"].map((type) => listen(type, heard));
    void load();
    return () => {
      clearTimeout(timer.current);
      ends.forEach((end) => end());
    };
  }, []);
  return [project, load];
}

/** @param {{project: Project, sought: string, onSought: (text: string) => void, onNew: () => void}} props */
function Head({ project, sought, onSought, onNew }) {
  return html`<header class="head">
    <div>
      <h1>${project.title || t("Tracks")}</h1>
      <p class="meta">${plural("{n} track", "{n} tracks", project.tracks.length)}</p>
    </div>
    <div class="tools">
      <label class="unseen" for="search-tracks">${t("Search your tracks")}</label>
      <input
        id="search-tracks"
        type="search"
        placeholder=${t("Search your tracks")}
        value=${sought}
        onInput=${(/** @type {any} */ event) => onSought(event.currentTarget.value)}
      />
      <${Button} kind="main" icon="add" onClick=${onNew}>${t("New track")}<//>
    </div>
  </header>`;
}

/** @param {{tracks: import("../types.js").Track[], sought: string, onChange: () => void}} props */
function List({ tracks, sought, onChange }) {
  const job = useJob("build", onChange);
  const finished = finishedIn(job);
  useEffect(() => {
    if (finished === 0) return undefined;
    const timer = setTimeout(onChange, REST_MS); // a track is up to date while others are still being made
    return () => clearTimeout(timer);
  }, [finished]);
  const found = tracks.filter((track) => holds(track, sought));
  return html`
    <p class="unseen" role="status">${sought && plural("{n} track found", "{n} tracks found", found.length)}</p>
    ${
      found.length === 0
        ? html`<p class="nothing">${t("No track has “{sought}” in its title.", { sought })}</p>`
        : html`<ul class="cards">
            ${found.map(
              (track) =>
                html`<${Card} key=${track.name} track=${track} build=${buildOf(track, job)} onChange=${onChange} />`,
            )}
          </ul>`
    }
  `;
}

/**
 * @param {import("../types.js").Track} track
 * @param {string} sought
 */
function holds(track, sought) {
  const plain = (/** @type {string} */ text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  return plain(`${track.title} ${track.name}`).includes(plain(sought.trim()));
}
