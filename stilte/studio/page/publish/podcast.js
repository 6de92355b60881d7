/** The podcast's place: a folder, a server by SFTP, or a bucket; and what would go there. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Choices, TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { put } from "../api.js";
import { t } from "../texts.js";
import { Plan } from "./plan.js";

/** @param {{state: any, onChange: () => void}} props */
export function Podcast({ state, onChange }) {
  const { place, folder, media } = state.podcast;
  const [editing, setEditing] = useState(false);
  return html`<section class="place card" aria-label=${t("Podcast")}>
    <h3>${t("Podcast")}</h3>
    ${
      editing
        ? html`<${Place}
            place=${place}
            onDone=${() => {
              setEditing(false);
              onChange();
            }}
          />`
        : html`<p class="where">
            <span>${place || t("the folder {folder} of this project", { folder })}</span>
            <${Button}
              kind="quiet"
              icon="edit"
              label=${t("Choose another place for the podcast")}
              onClick=${() => setEditing(true)}
            />
          </p>`
    }
    ${media && html`<p class="hint">${t("Listeners find it at {address}.", { address: media })}</p>`}
    <${Plan} to="podcast" key=${`${place} ${state.finished}`} ready=${state.finished > 0} />
  </section>`;
}

/** @param {{place: string, onDone: () => void}} props */
function Place({ place, onDone }) {
  const kindOf = (/** @type {string} */ text) =>
    /^(sftp|ssh):/.test(text) ? "sftp" : text.startsWith("s3:") ? "s3" : "folder";
  const [kind, setKind] = useState(kindOf(place));
  const [text, setText] = useState(place);
  const [password, setPassword] = useState("");
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    try {
      const { kept } = await put("/api/podcast", { place: text, ...(password ? { password } : {}) });
      if (kept === "session") say(t("There is no keyring here: the password is held until the studio ends."));
      onDone();
    } catch (error) {
      fail(error);
    }
  };
  /** @type {Record<string, string>} */
  const examples = { folder: "/srv/www/podcast", sftp: "sftp://naam@host/map", s3: "s3://bucket/map" };
  return html`<form onSubmit=${submit}>
    <${Choices}
      label=${t("Kind of place")}
      value=${kind}
      onValue=${setKind}
      options=${[
        ["folder", t("a folder of this computer")],
        ["sftp", t("your web space, by SFTP")],
        ["s3", t("a bucket, by S3")],
      ]}
    />
    <${TextField}
      label=${kind === "folder" ? t("Folder") : t("Address")}
      hint=${kind === "folder" ? t("Empty: the folder “output” of this project.") : ""}
      value=${text}
      onValue=${setText}
      placeholder=${examples[kind]}
      autocomplete="off"
      spellcheck="false"
    />
    ${
      kind === "sftp" &&
      html`<${TextField}
        label=${t("Password")}
        hint=${t("It goes into this computer's keyring, never into a file. Empty where a key lets you in.")}
        type="password"
        value=${password}
        onValue=${setPassword}
        autocomplete="off"
      />`
    }
    ${kind === "s3" && html`<p class="hint">${t("The keys of the bucket are those of this computer's account with it.")}</p>`}
    <div class="actions">
      <${Button} kind="main" type="submit">${t("Choose this place")}<//>
      <${Button} kind="quiet" onClick=${onDone}>${t("Cancel")}<//>
    </div>
  </form>`;
}
