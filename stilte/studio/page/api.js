/**
 * The server's door: JSON over HTTP, and its news as events.
 *
 * Every failure is an `ApiError`, whose text is in the author's language.
 */
import { t } from "./texts.js";

/** @typedef {{text: string, hint?: string|null, script?: string|null, line?: number|null}} Told */

export class ApiError extends Error {
  /**
   * @param {number} status 0 where the server did not answer
   * @param {string} text
   * @param {any} [body] the whole answer
   */
  constructor(status, text, body = {}) {
    super(text);
    this.status = status;
    this.body = body;
    /** @type {string} */
    this.hint = body?.error?.hint || "";
    /** @type {Told[]} */
    this.problems = body?.error?.problems || [];
  }
}

/**
 * Ask for something. `body` is sent as JSON, or as it is where it is a Blob (a file).
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {{headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} [options]
 * @returns {Promise<any>}
 */
export async function request(method, path, body, options = {}) {
  const answer = await send(method, path, body, options);
  const type = answer.headers.get("content-type") || "";
  const found = type.includes("json") ? await answer.json() : answer.status === 204 ? null : await answer.blob();
  if (!answer.ok) throw refused(answer.status, found);
  return found;
}

/**
 * Ask for something, and return the answer itself (a sound that is streamed).
 * @param {string} method
 * @param {string} path
 * @param {any} [body]
 * @param {{headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} [options]
 * @returns {Promise<Response>}
 */
export async function send(method, path, body, { headers = {}, signal, keepalive } = {}) {
  const raw = body instanceof Blob || body instanceof ArrayBuffer;
  /** @type {Record<string, string>} */
  const sent = { "X-Stilte": "1", ...headers };
  if (body !== undefined && !raw) sent["Content-Type"] = "application/json";
  try {
    return await fetch(path, {
      method,
      headers: sent,
      signal,
      keepalive,
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw new ApiError(0, t("The studio does not answer. Start it again; what you typed is kept here."));
  }
}

/**
 * @param {number} status
 * @param {any} body
 */
function refused(status, body) {
  if (body?.error?.text) return new ApiError(status, body.error.text, body);
  if (status === 403) {
    return new ApiError(
      403,
      t("This window belongs to an earlier start of the studio. Open the address that it shows now."),
    );
  }
  return new ApiError(status, t("That did not work (answer {status}). Try again.", { status }), body);
}

/** @typedef {{headers?: Record<string, string>, signal?: AbortSignal, keepalive?: boolean}} Options */

/** @param {string} path @param {Options} [options] @returns {Promise<any>} */
export function get(path, options) {
  const begun = ahead.get(path);
  ahead.delete(path);
  return begun ?? request("GET", path, undefined, options);
}

/** @type {Map<string, Promise<any>>} */
const ahead = new Map();

/**
 * Ask for what the first view will ask for, while its modules are still coming; its `get` then takes that answer.
 * @param {string} path
 */
export function getAhead(path) {
  const begun = request("GET", path);
  begun.catch(() => {}); // told where it is taken
  ahead.set(path, begun);
}

/** @param {string} path @param {any} [body] @param {Options} [options] @returns {Promise<any>} */
export function post(path, body = {}, options) {
  return request("POST", path, body, options);
}

/** @param {string} path @param {any} [body] @param {Options} [options] @returns {Promise<any>} */
export function put(path, body = {}, options) {
  return request("PUT", path, body, options);
}

/** @param {string} path @param {Options} [options] @returns {Promise<any>} */
export function remove(path, options) {
  return request("DELETE", path, undefined, options);
}

/**
 * Return what asks for the same thing again and again; an answer that arrives after that of a later question is dropped.
 * @template Answer
 * @param {() => Promise<Answer>} ask
 * @param {(answer: Answer) => void} take
 * @param {(error: any) => void} failed
 * @returns {() => Promise<void>}
 */
export function newest(ask, take, failed) {
  let asked = 0;
  let taken = 0;
  return async () => {
    const mine = (asked += 1);
    /** @type {() => void} */
    let given;
    try {
      const answer = await ask();
      given = () => take(answer);
    } catch (error) {
      given = () => failed(error);
    }
    if (mine < taken) return;
    taken = mine;
    given();
  };
}

/** Changes that are on their way to the server. @type {Set<Promise<any>>} */
const saves = new Set();

/**
 * Note a change that is on its way, also before its first request: a build waits for it.
 * @template Done
 * @param {Promise<Done>} save
 * @returns {Promise<Done>}
 */
export function saving(save) {
  saves.add(save);
  const ended = () => saves.delete(save);
  save.then(ended, ended);
  return save;
}

/** Wait until every change that is on its way has arrived, or failed. */
export async function saved() {
  while (saves.size > 0) await Promise.allSettled([...saves]);
}

/** @type {Map<string, Set<(news: any) => void>>} */
const listeners = new Map();
/** @type {EventSource | null} */
let source = null;

/**
 * Hear the server's news of a type ("disk", "job", "project"); "again" is told when the news begins to be heard, also
 * after the server was away (then not `first`). Returns what ends the listening.
 * @param {string} type
 * @param {(news: any) => void} heard
 * @returns {() => void}
 */
export function listen(type, heard) {
  if (!listeners.has(type)) listeners.set(type, new Set());
  listeners.get(type)?.add(heard);
  if (source === null) connect();
  return () => {
    listeners.get(type)?.delete(heard);
  };
}

function connect() {
  source = new EventSource("/api/events");
  source.onmessage = (event) => tell(JSON.parse(event.data));
  let first = true;
  source.onopen = () => {
    tell({ type: "again", first });
    first = false;
  };
}

/** @param {{type: string, [about: string]: any}} news */
function tell(news) {
  for (const heard of [...(listeners.get(news.type) || [])]) heard(news);
}
