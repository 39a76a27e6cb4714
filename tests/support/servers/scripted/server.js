/**
 * A server that answers by a script. A scenario is a list of answers, one for each request. The
 * last answer repeats. Each scenario has its own base URL and lists the requests that it saw.
 *
 * Control plane: `POST /__control/scenarios` with `{ answers: Answer[] }` makes a scenario.
 * `GET /__control/scenarios/{id}` reads its requests.
 *
 * @typedef {object} Answer
 * @property {number} [status] 200 by default
 * @property {string} [statusText]
 * @property {Record<string, string>} [headers]
 * @property {string} [body] the body as text
 * @property {string} [bodyBase64] the body as bytes
 * @property {boolean} [gzip] compresses the body
 * @property {boolean} [chunked] sends the body in pieces of 1,000 bytes, without content-length
 * @property {number} [delayMs] the wait before the head
 * @property {boolean} [echo] replaces `{{authorization}}` by the received header and `{{key}}` by
 *   the received key, in headers, status text and body
 *
 * @typedef {object} SeenRequest
 * @property {string} method
 * @property {string} path the path after the scenario's prefix, with its query
 * @property {[string, string][]} headers as they were received
 * @property {string} body
 * @property {number} at the time when its body was complete, in milliseconds of the epoch
 */
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { setTimeout as delay } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { json, listen, pairs, readBody, runAlone } from "../http.js";

const SCENARIO = /^\/scenarios\/[0-9a-f-]+/;
const CHUNK = 1_000;

class Scenario {
  /** @type {SeenRequest[]} */
  requests = [];

  constructor(answers) {
    /** @type {Answer[]} */
    this.answers = answers;
  }

  /** Lists a request and returns its answer. */
  next(request) {
    this.requests.push(request);
    return this.answers[Math.min(this.requests.length, this.answers.length) - 1];
  }
}

/** Replaces the placeholders of an answer. */
function fill(answer, authorization = "") {
  if (!answer.echo) return answer;
  const echo = (text) =>
    text
      ?.replaceAll("{{authorization}}", () => authorization)
      .replaceAll("{{key}}", () => authorization.replace(/^Bearer /, ""));
  const headers = Object.entries(answer.headers ?? {}).map(([name, value]) => [name, echo(value)]);
  return {
    ...answer,
    statusText: echo(answer.statusText),
    headers: Object.fromEntries(headers),
    body: echo(answer.body),
  };
}

function bodyOf({ body = "", bodyBase64, gzip }) {
  const bytes = bodyBase64 === undefined ? Buffer.from(body) : Buffer.from(bodyBase64, "base64");
  return gzip ? gzipSync(bytes) : bytes;
}

async function send(response, answer) {
  const { status = 200, statusText, headers = {}, delayMs = 0, chunked, gzip } = answer;
  const body = bodyOf(answer);
  // The delay must not keep the process alive when the client has left.
  if (delayMs > 0) await delay(delayMs, undefined, { ref: false });
  response.statusCode = status;
  if (statusText !== undefined) response.statusMessage = statusText;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (gzip) response.setHeader("content-encoding", "gzip");
  if (!chunked) return response.end(body);
  for (let start = 0; start < body.length; start += CHUNK) {
    response.write(body.subarray(start, start + CHUNK));
  }
  response.end();
}

/** Starts a scripted server on 127.0.0.1. */
export async function start({ port = 0 } = {}) {
  /** @type {Map<string, Scenario>} by prefix */
  const scenarios = new Map();
  const server = createServer(async (request, response) => {
    const body = (await readBody(request)).toString();
    if (request.url.startsWith("/__control/")) return control(request, response, body);
    const prefix = SCENARIO.exec(request.url)?.[0];
    const scenario = scenarios.get(prefix);
    if (!scenario) return json(response, 404, { message: "No such scenario" });
    const { method, rawHeaders } = request;
    const path = request.url.slice(prefix.length);
    const seen = { method, path, headers: pairs(rawHeaders), body, at: Date.now() };
    await send(response, fill(scenario.next(seen), request.headers.authorization));
  });

  function control(request, response, body) {
    const path = request.url.slice("/__control".length);
    if (request.method === "POST" && path === "/scenarios") {
      const prefix = `/scenarios/${randomUUID()}`;
      scenarios.set(prefix, new Scenario(JSON.parse(body).answers));
      const baseUrl = url + prefix;
      return json(response, 201, { baseUrl, control: `${url}/__control${prefix}` });
    }
    const scenario = scenarios.get(path);
    if (!scenario) return json(response, 404, { message: "No such scenario" });
    json(response, 200, { requests: scenario.requests });
  }

  const { url, close } = await listen(server, port);
  return { url, close };
}

await runAlone(import.meta.url, start);
