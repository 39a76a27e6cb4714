/** The website of the tests: pages and workers, and an API that would take a request of theirs. */
import { createServer } from "node:http";

/** What a page may do: its own scripts and WebAssembly, and requests to anybody. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; connect-src *";

/**
 * Starts a server on a free port of this machine.
 * @param {(request: import("node:http").IncomingMessage) => { headers: object, body?: string }} answer
 */
async function serve(answer) {
  const server = createServer((request, response) => {
    const { headers, body = "" } = answer(request);
    response.writeHead(200, headers).end(body);
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = () =>
    new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

/**
 * Serves scripts by their path; every other address is an empty page.
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

/** An API that lets every origin in, and writes down who asked. */
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
