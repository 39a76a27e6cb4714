/** What the test servers share; Node only. */
import { pathToFileURL } from "node:url";

/** Listens on 127.0.0.1 only; closing ends open connections too. */
export async function listen(server, port) {
  await new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", resolve);
  });
  const close = () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${server.address().port}`, close };
}

/** A whole body; what arrived of it if the client gave up. */
export async function readBody(request) {
  const chunks = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
  } catch {
    // The client went away: the request is listed with what arrived.
  }
  return Buffer.concat(chunks);
}

/** `rawHeaders` as pairs: names in their own case, repeated ones kept. */
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

/** Starts a server and prints its URL if its file is what Node was asked to run. */
export async function runAlone(moduleUrl, start) {
  const main = process.argv[1];
  if (!main || pathToFileURL(main).href !== moduleUrl) return;
  const { url } = await start({ port: Number(process.argv[2] ?? 0) });
  console.log(url);
}
