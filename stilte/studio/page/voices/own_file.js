/** A file of sound of the author's own, dropped in: what may be done with it is asked, and who made it. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { DropFile } from "../parts/drop_file.js";
import { Select, TextField } from "../parts/field.js";
import { fail, say } from "../parts/messages.js";
import { request } from "../api.js";
import { t } from "../texts.js";

/** @param {{title: string, onChange: () => void}} props */
export function OwnFile({ title, onChange }) {
  const [file, setFile] = useState(/** @type {File | null} */ (null));
  const [licence, setLicence] = useState("");
  const [other, setOther] = useState("");
  const [credit, setCredit] = useState("");
  const [busy, setBusy] = useState(false);
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!file) return;
    setBusy(true);
    const headers = {
      "Content-Type": "application/octet-stream",
      "X-Licence": encodeURIComponent(licence === "other" ? other : licence),
      "X-Credit": encodeURIComponent(credit),
    };
    try {
      const { name } = await request("PUT", `/api/music/${encodeURIComponent(file.name)}`, file, { headers });
      say(t("“{name}” is in your music now.", { name }));
      setFile(null);
      setLicence("");
      setCredit("");
      onChange();
    } catch (error) {
      fail(error);
    }
    setBusy(false);
  };
  const told = licence === "other" ? other.trim() : licence;
  return html`<section class="add">
    <h2>${title}</h2>
    <${DropFile} label=${t("Drop a file of sound here")} accept="audio/*" onFile=${setFile} />
    ${
      file &&
      html`<form onSubmit=${submit}>
        <p><strong>${file.name}</strong></p>
        <${Select}
          label=${t("What may you do with it?")}
          value=${licence}
          onValue=${setLicence}
          options=${[
            ["", t("choose")],
            ["own", t("It is my own")],
            ["CC0-1.0", t("Free for everything (CC0)")],
            ["CC-BY-4.0", t("Free, with its maker named (CC BY)")],
            ["other", t("Something else")],
          ]}
        />
        ${licence === "other" && html`<${TextField} label=${t("Which licence, or what was agreed")} value=${other} onValue=${setOther} />`}
        <${TextField}
          label=${t("Who made it")}
          hint=${t("Stands on the page of each track: name, title, address.")}
          value=${credit}
          onValue=${setCredit}
        />
        <div class="actions">
          <${Button}
            kind="main"
            type="submit"
            busy=${busy}
            disabled=${!told || (licence !== "own" && licence !== "CC0-1.0" && !credit.trim())}
          >
            ${t("Take it in")}
          <//>
          <${Button} kind="quiet" onClick=${() => setFile(null)}>${t("Cancel")}<//>
        </div>
      </form>`
    }
  </section>`;
}
