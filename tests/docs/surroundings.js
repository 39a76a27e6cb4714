/** What a block runs against: a local Odeus, and what stands between the block and this Odeus. */
import { writeFileSync } from "node:fs";
import { createServer, request, STATUS_CODES } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { connect as connectTo } from "node:net";
import { join } from "node:path";
import { pipeline } from "node:stream";
import { jsonAnswer, UPDATED } from "../support/calls.js";
import { certificate } from "../support/certificate.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { listen } from "../support/servers/http.js";

/** Starts the servers of all blocks. */
export async function startSurroundings() {
  const servers = await startServers();
  const { scripted } = connect(servers.urls);
  return {
    ...servers,
    /** Makes an address whose requests are answered with these statuses. The last one repeats. */
    answering: async (statuses) => {
      const answers = statuses.map((status) => answerWith(Number(status)));
      return (await scripted.scenario(...answers)).baseUrl;
    },
  };
}

function answerWith(status) {
  if (status === 200) return UPDATED;
  return jsonAnswer({ message: STATUS_CODES[status] }, status, { "x-request-id": "req_7d3f" });
}

/** Starts a forward proxy, for `CONNECT` and for plain requests. `seen` counts its connections. */
export async function startProxy() {
  const proxy = createServer((incoming, outgoing) => {
    proxy.seen += 1;
    forward(incoming, outgoing, new URL(incoming.url));
  });
  proxy.seen = 0;
  proxy.on("connect", ({ url }, socket, head) => {
    proxy.seen += 1;
    const { hostname, port } = new URL(`http://${url}`);
    const target = connectTo(port, hostname, () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      target.write(head);
    });
    pipeline(socket, target, socket, () => {});
  });
  return { ...(await listen(proxy)), seen: () => proxy.seen };
}

/**
 * Starts a server with a certificate of its own in front of an address, and writes the certificate
 * to `ca.pem`. With `clients` it lets only those in that have the certificate of `client.pem`.
 */
export async function startTls(folder, baseUrl, { clients = false } = {}) {
  const own = await certificate();
  const client = await certificate();
  writeFileSync(join(folder, "ca.pem"), own.cert);
  writeFileSync(join(folder, "client.pem"), client.cert);
  writeFileSync(join(folder, "client-key.pem"), client.key);
  const options = { ...own, requestCert: clients, rejectUnauthorized: clients, ca: [client.cert] };
  const server = createTlsServer(options, (incoming, outgoing) =>
    forward(incoming, outgoing, new URL(baseUrl + incoming.url)),
  );
  return listen(server, 0, { scheme: "https", host: "localhost" });
}

function forward(incoming, outgoing, url) {
  const { method, headers } = incoming;
  const target = request(url, { method, headers: { ...headers, host: url.host } }, (answer) => {
    outgoing.writeHead(answer.statusCode, answer.headers);
    answer.pipe(outgoing);
  });
  target.once("error", (error) => outgoing.destroy(error));
  incoming.pipe(target);
}
