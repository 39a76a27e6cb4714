/** Helpers of the test servers; Node only. */
import { pathToFileURL } from "node:url";

/**
 * Listens on this machine only. `close` ends open connections too.
 *
 * The server never ends an idle connection by itself. Otherwise it could end one in the moment in which a
 * client sends the next request on it, and a call without retries would fail.
 */
export async function listen(server, port = 0, { scheme = "http", host = "127.0.0.1" } = {}) {
  server.keepAliveTimeout = 0;
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, resolve);
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `${scheme}://${host}:${server.address().port}`, close };
}

/** Reads a whole body, or the part that arrived before the client left. */
export async function readBody(request) {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The client left. The request is listed with the part that arrived.
  }
  return Buffer.concat(chunks);
}

/** Makes pairs of `rawHeaders`. Names keep their case, and repeated headers are kept. */
export function pairs(rawHeaders) {
  const list = [];
  for (let index = 0; index < rawHeaders.length; index += 2) {
    list.push([rawHeaders[index], rawHeaders[index + 1]]);
  }
  return list;
}

/** Answers with JSON. */
export function json(response, status, value, headers = {}) {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(value));
}

/** Starts a server and prints its URL if Node was started with the server's file. */
export async function runAlone(moduleUrl, start) {
  const main = process.argv[1];
  if (!main || pathToFileURL(main).href !== moduleUrl) return;
  const { url } = await start({ port: Number(process.argv[2] ?? 0) });
  console.log(url);
}
