/** Voices and music: who speaks here, what is heard under it, each tried with the routine's own words. */
import { html, useEffect, useMemo, useRef, useState } from "../parts/dom.js";
import { Select } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { Waiting } from "../parts/progress.js";
import { Tabs } from "../parts/tabs.js";
import { get, listen, newest, post } from "../api.js";
import { t } from "../texts.js";
import { Beds } from "../voices/beds.js";
import { Bells } from "../voices/bells.js";
import { AddVoice } from "../voices/add_voice.js";
import { VoiceCard } from "../voices/voice_card.js";

export default function Voices() {
  const [tracks, setTracks] = useState(/** @type {any[] | null} */ (null));
  const [script, setScript] = useState(new URLSearchParams(location.search).get("script") || "");
  const [found, setFound] = useState(/** @type {any} */ (null));
  const [music, setMusic] = useState(/** @type {any} */ (null));
  const [tab, setTab] = useState(location.hash === "#music" ? "music" : "voices");
  const before = useRef(Promise.resolve());
  const wanted = useRef(script);
  wanted.current = script;
  const load = useMemo(() => {
    const loadVoices = newest(() => get(`/api/voices?script=${encodeURIComponent(wanted.current)}`), setFound, fail);
    const loadMusic = newest(() => get("/api/music"), setMusic, fail);
    return () => void Promise.all([loadVoices(), loadMusic()]);
  }, []);
  useEffect(() => {
    document.title = `${t("Voices and music")} · Stilte`;
    get("/api/project").then((project) => {
      setTracks(project.tracks);
      if (!script && project.tracks[0]) setScript(project.tracks[0].name);
      else load();
    }, fail);
  }, []);
  useEffect(() => {
    if (tracks !== null) load();
    const ends = [listen("project", load), listen("again", load)];
    return () => ends.forEach((end) => end());
  }, [script, tracks === null]);
  if (!found || !music || tracks === null) return html`<${Waiting} />`;
  const words = found.script;
  /** Write into a script after what was begun before: two at once would both begin with the same text. */
  const inTurn = (/** @type {() => Promise<void>} */ work) => {
    before.current = before.current.then(work).catch(fail);
  };
  /** Write a choice into the script, by a text edit of its head. */
  const choose = (/** @type {string} */ field, /** @type {string} */ value) => inTurn(() => write(field, value));
  const write = async (/** @type {string} */ field, /** @type {string} */ value) => {
    const { version } = await get(`/api/scripts/${encodeURIComponent(script)}`);
    await post(`/api/scripts/${encodeURIComponent(script)}/edit`, {
      version,
      operation: { op: "set_header", field, value },
    });
    setFound((/** @type {any} */ now) => ({ ...now, script: { ...now.script, [field]: value } }));
    say(t("“{name}” is chosen for this routine.", { name: value }));
  };
  return html`<div class="page voices">
    <header class="head">
      <h1>${t("Voices and music")}</h1>
      ${
        tracks.length > 0 &&
        html`<${Select}
          label=${t("Try them with the words of")}
          value=${script}
          onValue=${setScript}
          options=${tracks.map((track) => [track.name, track.title])}
        />`
      }
    </header>
    <${Tabs}
      label=${t("Voices and music")}
      tabs=${[
        ["voices", t("Voices")],
        ["music", t("Music")],
        ["bells", t("Bells and sounds")],
      ]}
      value=${tab}
      onValue=${setTab}
    >
      ${
        tab === "voices" &&
        html`
          <ul class="cards">
            ${inOrder(found.voices, words).map(
              (/** @type {any} */ voice) =>
                html`<${VoiceCard}
                  key=${voice.name}
                  voice=${voice}
                  words=${words}
                  script=${script}
                  sample=${found.samples[voice.language] || ""}
                  isChosen=${words?.voice === voice.name}
                  onChoose=${script ? () => choose("voice", voice.name) : null}
                  onChange=${load}
                />`,
            )}
          </ul>
          <${AddVoice} offered=${found.offered} onChange=${load} />
        `
      }
      ${
        tab === "music" &&
        html`<${Beds}
          music=${music}
          script=${script}
          chosen=${words?.music || ""}
          onChoose=${script ? (/** @type {string} */ name) => choose("music", name) : null}
          onChange=${load}
        />`
      }
      ${tab === "bells" && html`<${Bells} sounds=${music.sounds} script=${script} inTurn=${inTurn} onChange=${load} />`}
    <//>
  </div>`;
}

/**
 * The routine's own voice first, then those of its language, espeak last.
 * @param {any[]} voices
 * @param {any} words
 */
function inOrder(voices, words) {
  const spoken = (words?.language || "").split("-")[0];
  const rank = (/** @type {any} */ voice) => {
    if (voice.name === "espeak") return 3;
    if (voice.name === words?.voice) return 0;
    return (voice.language || "").split("-")[0] === spoken ? 1 : 2;
  };
  return [...voices].sort((one, other) => rank(one) - rank(other));
}
