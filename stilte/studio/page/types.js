/**
 * What the server answers, as types for the checker.
 *
 * @typedef {{text: string, line?: number|null, hint?: string, level?: "error"|"warning"}} Problem
 *
 * @typedef {object} Track
 * @property {string} name of its script
 * @property {string} title
 * @property {string} slug of its first track
 * @property {string[]} slugs of its tracks
 * @property {string} routine the slug that they share
 * @property {number|null} length_s
 * @property {"new"|"changed"|"current"|"building"|"waiting"|"broken"} state
 * @property {string|null} due
 * @property {string[]} published "podcast", "blog"
 * @property {Problem|null} problem
 * @property {string|null} cover
 * @property {string|null} listen
 * @property {string} changed
 *
 * @typedef {object} Project
 * @property {string} title
 * @property {string} language
 * @property {boolean} has_show
 * @property {string[]} voices
 * @property {string[]} beds
 * @property {Track[]} tracks
 * @property {Problem[]} problems of podcast.yaml
 *
 * @typedef {object} Step
 * @property {string} key of the page
 * @property {string} id its place: "steps/3/repeat/0"
 * @property {string} kind
 * @property {number} line
 * @property {number} end_line
 * @property {string|null} [text]
 * @property {Record<string, any>} fields as written
 * @property {Problem} [problem] of a part that cannot be read
 * @property {Cue[]} [cues]
 * @property {Step[]} [steps]
 * @property {string} raw
 *
 * @typedef {Record<string, any> | "silent"} Cue
 *
 * @typedef {{line: number, end_line: number, raw: string, problem: Problem|null}} Unread
 *
 * @typedef {Record<string, any> & {op: string}} Operation
 *
 * @typedef {object} Timeline
 * @property {number} length_s
 * @property {{step: string, kind: string, start_s: number, length_s: number, text?: string}[]} rows
 * @property {{title: string, start_s: number}[]} chapters
 * @property {{start_s: number, phases: {kind: string, length_s: number}[]}[]} breaths
 * @property {{name?: string, start_s: number, length_s: number}[]} beds
 * @property {{wanted_s: number, stretches: string[]}|null} fits
 *
 * @typedef {object} Document
 * @property {string} name
 * @property {string} version
 * @property {string} text
 * @property {any} draft
 * @property {{header: {id: string, key: string, value: any, line: number}[], steps: Step[], unread?: Unread[], language: string|null}} outline
 * @property {Problem[]} problems
 * @property {Timeline|null} timeline
 * @property {number|null} length_s
 * @property {boolean} [estimated] whether the times are
 * @property {boolean} can_undo
 * @property {boolean} can_redo
 * @property {string|null} [selected]
 */
export {};
