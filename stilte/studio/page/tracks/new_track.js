/** A new routine: from a post, from a sample, or empty. */
import { html, useEffect, useMemo, useState } from "../parts/dom.js";
import { TextArea, TextField } from "../parts/field.js";
import { get, post, request } from "../api.js";
import { Button } from "../parts/button.js";
import { Dialog } from "../parts/dialog.js";
import { DropFile } from "../parts/drop_file.js";
import { Tabs } from "../parts/tabs.js";
import { fail } from "../parts/messages.js";
import { oneAtATime } from "../parts/one_at_a_time.js";
import { go } from "../route.js";
import { t } from "../texts.js";

/** @typedef {{name: string, title: string, about: string}} Recipe */

/** @param {{onClose: () => void}} props */
export function NewTrack({ onClose }) {
  const [from, setFrom] = useState("post");
  return html`<${Dialog} title=${t("A new track")} onClose=${onClose}>
    <${Tabs}
      label=${t("What it begins with")}
      value=${from}
      onValue=${setFrom}
      tabs=${[
        ["post", t("From a post")],
        ["sample", t("From a sample")],
        ["empty", t("Empty")],
      ]}
    >
      ${from === "post" && html`<${FromPost} />`} ${from === "sample" && html`<${FromSample} />`}
      ${from === "empty" && html`<${FromNothing} />`}
    <//>
  <//>`;
}

function FromPost() {
  const [text, setText] = useState("");
  const [address, setAddress] = useState("");
  const [busy, setBusy] = useState(false);
  const take = useMemo(
    () =>
      oneAtATime(async (/** @type {() => Promise<{id: string}>} */ send) => {
        setBusy(true);
        try {
          const { id } = await send();
          go(`/mark/${encodeURIComponent(id)}`);
        } catch (error) {
          fail(error);
          setBusy(false);
        }
      }),
    [],
  );
  const given = text.trim() ? { text } : { address: address.trim() };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void take(() => post("/api/posts", given));
  };
  return html`<form onSubmit=${submit}>
    <${TextArea}
      label=${t("Paste the post")}
      hint=${t("The whole text, as it stands on your blog. You then see what is spoken and what is left out.")}
      value=${text}
      onValue=${setText}
      rows="7"
    />
    <${DropFile}
      label=${t("Or drop a file here, or choose one")}
      onFile=${(/** @type {File} */ file) => take(() => sendFile(file))}
    />
    <${TextField}
      label=${t("Or give its address")}
      type="url"
      value=${address}
      onValue=${setAddress}
      placeholder="https://"
    />
    <div class="actions">
      <${Button} kind="main" type="submit" busy=${busy} disabled=${!text.trim() && !address.trim()}>
        ${t("Read the post")}
      <//>
    </div>
  </form>`;
}

/** @param {File} file */
function sendFile(file) {
  const headers = { "Content-Type": file.type || "application/octet-stream", "X-Name": encodeURIComponent(file.name) };
  return request("POST", "/api/posts", file, { headers });
}

function FromSample() {
  const [recipes, setRecipes] = useState(/** @type {Recipe[] | null} */ (null));
  const [sought, setSought] = useState("");
  useEffect(() => void get("/api/recipes").then((found) => setRecipes(found.recipes), fail), []);
  const found = (recipes || []).filter((one) =>
    `${one.title} ${one.about}`.toLowerCase().includes(sought.toLowerCase()),
  );
  return html`
    <${TextField} label=${t("Search the samples")} type="search" value=${sought} onValue=${setSought} />
    <ul class="rows samples">
      ${found.map(
        (one) =>
          html`<li key=${one.name}>
            <button type="button" onClick=${() => make({ title: one.title, from: `recipe:${one.name}` })}>
              <strong>${one.title}</strong><span>${one.about}</span>
            </button>
          </li>`,
      )}
    </ul>
    ${recipes && found.length === 0 && html`<p>${t("No sample has that in its name.")}</p>`}
  `;
}

function FromNothing() {
  const [title, setTitle] = useState("");
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    if (title.trim()) void make({ title: title.trim(), from: "empty" });
  };
  return html`<form onSubmit=${submit}>
    <${TextField} label=${t("Title")} value=${title} onValue=${setTitle} autofocus />
    <div class="actions">
      <${Button} kind="main" type="submit" disabled=${!title.trim()}>${t("Begin")}<//>
    </div>
  </form>`;
}

const make = oneAtATime(async (/** @type {{title: string, from: string}} */ given) => {
  try {
    const { name } = await post("/api/scripts", given);
    go(`/edit/${encodeURIComponent(name)}`);
  } catch (error) {
    fail(error);
  }
});
