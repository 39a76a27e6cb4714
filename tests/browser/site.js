/** The website of the tests, and an API that would accept requests of its pages and workers. */
import { createServer } from "node:http";
import { listen } from "../support/servers/http.js";

/** A page may run its own scripts and WebAssembly, and send requests to any server. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";

/**
 * Starts a server on a free port of this machine.
 * @param {(request: import("node:http").IncomingMessage) => { headers: object, body?: string }}
 *   answer
 */
function serve(answer) {
  const server = createServer((request, response) => {
    const { headers, body = "" } = answer(request);
    response.writeHead(200, headers).end(body);
  });
  return listen(server, 0);
}

/**
 * Serves scripts by their path. Every other address is an empty page.
 * @param {Map<string, string>} scripts
 */
export function serveSite(scripts) {
  return serve(({ url }) => {
    const script = scripts.get(url);
    const type = script === undefined ? "text/html" : "text/javascript";
    return {
      headers: { "content-type": type, "content-security-policy": POLICY },
      body: script ?? "<!doctype html><title>A form</title>",
    };
  });
}

/** Starts an API that accepts every origin and lists the requests. */
export async function serveApi() {
  const requests = [];
  const { url, close } = await serve((request) => {
    requests.push(`${request.method} ${request.url}`);
    return {
      headers: {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "PATCH",
        "access-control-allow-headers": "authorization, *",
      },
    };
  });
  return { url, requests, close };
}
