/** One routine: its lines and quiet, its text in YAML, its timeline. */
import { html, useEffect, useMemo, useState } from "../parts/dom.js";
import { About } from "../editor/about.js";
import { Conflict } from "../editor/conflict.js";
import { Editing } from "../editor/editing.js";
import { Head, Tools } from "../editor/head.js";
import { Pronounce } from "../editor/pronounce.js";
import { Routine } from "../editor/routine.js";
import { SettingsDialog } from "../editor/settings_dialog.js";
import { Tabs } from "../parts/tabs.js";
import { Takes } from "../editor/takes.js";
import { TimelineBar } from "../editor/timeline.js";
import { Waiting } from "../parts/progress.js";
import { Yaml } from "../editor/yaml.js";
import { editorKeys } from "../editor/keys.js";
import { t } from "../texts.js";

/** @param {{params: {name: string}}} props */
export default function Editor({ params }) {
  const session = useMemo(() => new Editing(params.name), [params.name]);
  useEffect(() => session.open(), [session]);
  useEffect(() => {
    const keyed = (/** @type {KeyboardEvent} */ event) => editorKeys(event, session);
    document.addEventListener("keydown", keyed);
    return () => document.removeEventListener("keydown", keyed);
  }, [session]);
  const title = session.document.value && session.header.value.title;
  useEffect(() => {
    document.title = title ? `${title} · Stilte` : "Stilte";
  }, [title]);
  if (session.failure.value) return html`<${Missing} error=${session.failure.value} />`;
  if (!session.document.value) return html`<${Waiting} />`;
  return html`<${Whole} session=${session} />`;
}

/** @param {{session: any}} props */
function Whole({ session }) {
  const [tab, setTab] = useState("routine");
  const [isAbout, setAbout] = useState(false);
  const turn = async (/** @type {string} */ value) => {
    await session.flush();
    setTab(value);
  };
  return html`<div class="editor">
    <div class="page sheet">
      <${Head} session=${session} onAbout=${() => setAbout(true)} />
      <${Tools} session=${session} />
      <${Tabs}
        label=${t("The routine, or its text")}
        value=${tab}
        onValue=${turn}
        tabs=${[
          ["routine", t("Routine")],
          ["yaml", t("Text (YAML)")],
        ]}
      >
        ${tab === "routine" ? html`<${Routine} session=${session} />` : html`<${Yaml} session=${session} />`}
      <//>
    </div>
    <${TimelineBar} session=${session} />
    ${isAbout && html`<${About} session=${session} onClose=${() => setAbout(false)} />`}
    <${SettingsDialog} session=${session} />
    <${Pronounce} session=${session} />
    <${Takes} session=${session} />
    <${Conflict} session=${session} />
  </div>`;
}

/** @param {{error: any}} props */
function Missing({ error }) {
  return html`<div class="page narrow">
    <h1>${t("This script cannot be opened")}</h1>
    <p>${error.message} ${error.hint}</p>
    <p><a href="/tracks">${t("To your tracks")}</a></p>
  </div>`;
}
