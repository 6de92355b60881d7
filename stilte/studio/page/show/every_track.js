/** What holds for every track that does not say otherwise, and how tracks are made. */
import { Checkbox, Select, TextField } from "../parts/field.js";
import { WrittenOtherwise } from "./addresses.js";
import { html } from "../parts/dom.js";
import { t } from "../texts.js";

/** @typedef {{form: any, tied: (name: string) => any}} Props */

/** @param {Props} props */
export function EveryTrack({ form, tied }) {
  const none = /** @type {[string, string]} */ (["", t("none")]);
  return html`
    <h2>${t("For every new track")}</h2>
    <div class="pair">
      <${Plain}
        as=${Select}
        label=${t("Voice")}
        options=${[none, ...named(form.voices)]}
        ...${tied("defaults.voice")}
      />
      <${Plain} as=${Select} label=${t("Music")} options=${[none, ...named(form.beds)]} ...${tied("defaults.music")} />
      <${Plain}
        as=${TextField}
        label=${t("Quiet after each line, in seconds")}
        inputmode="decimal"
        ...${tied("defaults.pause")}
      />
      <${Plain}
        as=${TextField}
        label=${t("Breath, as 4-6")}
        hint=${t("Seconds in and out; or box, coherent.")}
        ...${tied("defaults.breath")}
      />
    </div>
    <details>
      <summary>${t("More for every track")}</summary>
      <div class="pair">
        <${Checkbox}
          label=${t("Easy to hear")}
          hint=${t("The music stays well under the voice: for older ears.")}
          ...${tied("defaults.clear")}
        />
        <${Checkbox} label=${t("Every track is only for adults")} ...${tied("defaults.explicit")} />
        <${Plain}
          as=${Select}
          label=${t("Room, where there is no music")}
          options=${[
            ["", t("hardly there")],
            ["none", t("nothing at all")],
          ]}
          ...${tied("defaults.room")}
        />
        <${Several} label=${t("Length, as 10m")} hint=${t("Several: 10m, 20m.")} ...${tied("defaults.length")} />
        <${Several}
          label=${t("How far quiet may shrink and grow")}
          hint=${t("Two numbers, as 0.5, 3: half as long to three times.")}
          ...${tied("defaults.stretch")}
        />
        <${Several}
          label=${t("Quiet before and after, in seconds")}
          hint=${t("Two numbers, as 2, 4.")}
          ...${tied("defaults.lead")}
        />
        <${Several} label=${t("Themes")} hint=${t("With commas between them.")} ...${tied("defaults.tags")} />
        <${Plain} as=${TextField} label=${t("Season")} inputmode="numeric" ...${tied("defaults.season")} />
        <${Plain}
          as=${TextField}
          label=${t("Picture of every track")}
          hint=${t("A file in this folder, as images/sea.jpg.")}
          ...${tied("defaults.image")}
        />
        <${Plain} as=${Select} label=${t("Sample rate")} options=${rates()} ...${tied("defaults.rate")} />
      </div>
    </details>
  `;
}

/** How tracks are made, and where what can be made again is kept. @param {Props} props */
export function Making({ form, tied }) {
  const formats = tied("build.formats");
  const ticked = (/** @type {string} */ format) => (/** @type {boolean} */ on) =>
    formats.onValue(
      on ? [...formats.value, format] : formats.value.filter((/** @type {string} */ one) => one !== format),
    );
  return html`<details>
    <summary>${t("How tracks are made")}</summary>
    <fieldset class="choices">
      <legend>${t("Beside MP3 also")}</legend>
      ${
        formats.value === null
          ? html`<${WrittenOtherwise} label=${t("Formats")} />`
          : form.formats.map(
              (/** @type {string} */ format) =>
                html`<${Checkbox}
                  key=${format}
                  label=${format}
                  name=${formats.name}
                  value=${formats.value.includes(format)}
                  onValue=${ticked(format)}
                />`,
            )
      }
    </fieldset>
    <div class="pair">
      <${Plain}
        as=${TextField}
        label=${t("Bit rate of the MP3, in kbit/s")}
        hint=${t("128 where nothing is said.")}
        inputmode="numeric"
        ...${tied("build.bitrate")}
      />
      <${Plain} as=${Select} label=${t("Sample rate of all tracks")} options=${rates()} ...${tied("build.rate")} />
      <${Plain}
        as=${TextField}
        label=${t("Loudness, in LUFS")}
        hint=${t("−16 where nothing is said.")}
        ...${tied("build.loudness")}
      />
      <${Plain}
        as=${TextField}
        label=${t("Highest peak, in dBTP")}
        hint=${t("−1 where nothing is said.")}
        ...${tied("build.peak")}
      />
      <${Plain}
        as=${TextField}
        label=${t("How many are made at once")}
        hint=${t("A number, or auto.")}
        ...${tied("build.jobs")}
      />
      <${Plain}
        as=${TextField}
        label=${t("Where the cache lies")}
        hint=${t("A folder, or an address that several machines share, as s3://bucket/cache.")}
        ...${tied("cache.place")}
      />
      <${Plain}
        as=${TextField}
        label=${t("How large the cache may be")}
        hint=${t("As 5GB.")}
        ...${tied("cache.limit")}
      />
    </div>
  </details>`;
}

/** A field of one text. @param {any} props */
function Plain({ as: Control, value, options, ...rest }) {
  if (value === null) return html`<${WrittenOtherwise} label=${rest.label} />`;
  const isKnown = !options || options.some((/** @type {[string, string]} */ [key]) => key === value);
  const offered = isKnown ? options : [...options, [value, value]];
  return html`<${Control} ...${rest} value=${value} options=${offered} />`;
}

/** A field of several texts, with commas between them. @param {any} props */
function Several({ value, onValue, ...rest }) {
  if (value === null) return html`<${WrittenOtherwise} label=${rest.label} />`;
  const typed = (/** @type {string} */ text) => onValue(text.split(/,(?!\d)|;/).map((one) => one.replace(/^\s+/, "")));
  return html`<${TextField} ...${rest} value=${value.join(", ")} onValue=${typed} />`;
}

/** @param {string[]} names @returns {[string, string][]} */
function named(names) {
  return names.map((name) => [name, name]);
}

/** @returns {[string, string][]} */
function rates() {
  return [
    ["", t("usual")],
    ["44100", "44100"],
    ["48000", "48000"],
  ];
}
