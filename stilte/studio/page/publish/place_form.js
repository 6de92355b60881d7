/** Where the podcast goes: a folder, web space by SFTP, or a bucket by S3, each with the fields that it has. */
import { html, useState } from "../parts/dom.js";
import { Button } from "../parts/button.js";
import { Choices, TextField } from "../parts/field.js";
import { ApiError, put } from "../api.js";
import { fail, say } from "../parts/messages.js";
import { t } from "../texts.js";

/**
 * @typedef {object} Parts
 * @property {"folder"|"sftp"|"s3"} kind
 * @property {string} host server, or bucket
 * @property {string} port
 * @property {string} user name, or access key
 * @property {string} folder
 * @property {string} endpoint of a bucket that is not Amazon's
 */

/** @param {{place: string, onDone: () => void}} props */
export function PlaceForm({ place, onDone }) {
  const [parts, setParts] = useState(partsOf(place));
  const [password, setPassword] = useState("");
  const [unknown, setUnknown] = useState(/** @type {{text: string, server: string}|null} */ (null));
  const [busy, setBusy] = useState(false);
  const tied = (/** @type {keyof Parts} */ name) => ({
    value: parts[name],
    onValue: (/** @type {string} */ value) => setParts({ ...parts, [name]: value }),
    autocomplete: "off",
    spellcheck: false,
  });
  const choose = async (/** @type {string|undefined} */ server) => {
    setBusy(true);
    setUnknown(null);
    try {
      const secret = parts.kind !== "folder" && password ? { password } : {};
      const { kept } = await put("/api/podcast", { place: placeOf(parts), ...secret, ...(server ? { server } : {}) });
      if (kept === "session") say(t("There is no keyring here: the password is held until the studio ends."));
      onDone();
    } catch (error) {
      const isUnknown = error instanceof ApiError && error.body.server;
      if (isUnknown) setUnknown({ text: `${error.message} ${error.hint}`, server: error.body.server });
      else fail(error);
      setBusy(false);
    }
  };
  const submit = (/** @type {Event} */ event) => {
    event.preventDefault();
    void choose(undefined);
  };
  const keyring = t("It goes into this computer's keyring, never into a file.");
  return html`<form onSubmit=${submit}>
    <${Choices}
      label=${t("Kind of place")}
      value=${parts.kind}
      onValue=${(/** @type {any} */ kind) => setParts({ ...parts, kind })}
      options=${[
        ["folder", t("a folder of this computer")],
        ["sftp", t("your web space, by SFTP")],
        ["s3", t("a bucket, by S3")],
      ]}
    />
    ${
      parts.kind === "folder" &&
      html`<${TextField}
        label=${t("Folder")}
        hint=${t("Empty: the folder “output” of this project.")}
        placeholder="/srv/www/podcast"
        ...${tied("folder")}
      />`
    }
    ${
      parts.kind === "sftp" &&
      html`<${TextField} label=${t("Server")} placeholder="ssh.example.org" required ...${tied("host")} />
        <${TextField} label=${t("Name")} ...${tied("user")} />
        <${TextField}
          label=${t("Password")}
          hint=${`${keyring} ${t("Empty where a key of this computer lets you in.")}`}
          type="password"
          value=${password}
          onValue=${setPassword}
          autocomplete="off"
        />
        <${TextField} label=${t("Folder on the server")} placeholder="www/podcast" ...${tied("folder")} />
        <${TextField} label=${t("Port")} inputmode="numeric" placeholder="22" ...${tied("port")} />`
    }
    ${
      parts.kind === "s3" &&
      html`<${TextField} label=${t("Bucket")} placeholder="podcast" required ...${tied("host")} />
        <${TextField} label=${t("Folder in the bucket")} ...${tied("folder")} />
        <${TextField} label=${t("Access key")} ...${tied("user")} />
        <${TextField}
          label=${t("Secret key")}
          hint=${`${keyring} ${t("Both empty where this computer has an account of its own with it.")}`}
          type="password"
          value=${password}
          onValue=${setPassword}
          autocomplete="off"
        />
        <${TextField}
          label=${t("Address of the service")}
          hint=${t("Empty for Amazon.")}
          type="url"
          placeholder="https://"
          ...${tied("endpoint")}
        />`
    }
    ${
      unknown &&
      html`<div class="unknown" role="alert">
        <p>${unknown.text}</p>
        <p><code>${unknown.server}</code></p>
        <${Button} onClick=${() => choose(unknown.server)}>${t("It is the same: this is my server")}<//>
      </div>`
    }
    <div class="actions">
      <${Button} kind="main" type="submit" busy=${busy}>
        ${busy && parts.kind !== "folder" ? t("The place is tried") : t("Choose this place")}
      <//>
      <${Button} kind="quiet" onClick=${onDone}>${t("Cancel")}<//>
    </div>
  </form>`;
}

/**
 * The fields of a place's address.
 * @param {string} place
 * @returns {Parts}
 */
export function partsOf(place) {
  const none = { host: "", port: "", user: "", folder: "", endpoint: "" };
  const found = /^(sftp|ssh|s3a?):\/\/(?:([^@/]*)@)?([^/:?]*)(?::(\d+))?([^?]*)(?:\?(.*))?$/.exec(place);
  if (!found) return { ...none, kind: "folder", folder: place };
  const [, scheme, user = "", host = "", port = "", path = "", query = ""] = found;
  const isBucket = scheme.startsWith("s3");
  const folder = decodeURIComponent(path).replace(isBucket ? /^\// : /^\/~\/?/, "");
  return {
    ...none,
    kind: isBucket ? "s3" : "sftp",
    user: decodeURIComponent(user),
    host,
    port,
    folder,
    endpoint: new URLSearchParams(query).get("endpoint") || "",
  };
}

/**
 * The address of a place; a folder on a server that does not begin with `/` is seen from where a login arrives.
 * @param {Parts} parts
 */
export function placeOf({ kind, host, port, user, folder, endpoint }) {
  if (kind === "folder") return folder.trim();
  const login = user.trim() ? `${encodeURIComponent(user.trim())}@` : "";
  const path = encodeURI(folder.trim()).replaceAll("?", "%3F").replaceAll("#", "%23");
  if (kind === "s3") {
    const query = endpoint.trim() ? `?endpoint=${encodeURIComponent(endpoint.trim())}` : "";
    return `s3://${login}${host.trim()}/${path.replace(/^\/+/, "")}${query}`;
  }
  const door = port.trim() && port.trim() !== "22" ? `:${port.trim()}` : "";
  return `sftp://${login}${host.trim()}${door}${path.startsWith("/") ? path : `/~/${path}`}`;
}
