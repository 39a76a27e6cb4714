/** Certificates that do not verify: no request, no key, goes to whoever shows one. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer as createHttpServer } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ID, KEY } from "../../support/calls.js";
import { certificate } from "../../support/certificate.js";
import { evaluate } from "../../support/child.js";
import { UPDATED } from "../../support/servers/faulty/answer.js";

const CALL = `
  import { OdeusClient } from "odeus-integrations";
  import { ID, KEY } from "./support/calls.js";
  const { BASE_URL: baseUrl } = process.env;
  const options = { apiKey: KEY, baseUrl, maxRetries: 1, timeoutMs: 4_000, attemptTimeoutMs: 1_000 };
  const outcome = await new OdeusClient(options).updateIntegration(ID, {}).then(
    () => ({ code: "ok" }),
    (error) => error.toJSON(),
  );
  console.log(JSON.stringify(outcome));
`;

/** Whether the certificate is among the trusted ones, and what the message must tell. */
const REFUSED = [
  ["that nobody trusts", {}, false, /self.signed|certificate/i],
  ["that has expired", { fromDays: -10, toDays: -1 }, true, /expired/i],
  ["that is not valid yet", { fromDays: 1, toDays: 2 }, true, /not yet valid/i],
  ["of another host", { host: "odeus.example" }, true, /altname|hostname|certificate/i],
];

describe("a server with a certificate", () => {
  let directory;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "certificates-"));
  });
  after(() => rm(directory, { recursive: true }));

  /** One call to a server that shows the certificate; what came of it, and the requests. */
  async function call(options, isTrusted) {
    const made = await certificate(options);
    const file = join(directory, `${crypto.randomUUID()}.pem`);
    await writeFile(file, made.cert);
    let requests = 0;
    const server = createHttpsServer(made, (_, response) => {
      requests += 1;
      response.end(UPDATED);
    });
    const outcome = await withServer(
      server,
      "https",
      isTrusted ? { NODE_EXTRA_CA_CERTS: file } : {},
    );
    return { outcome, requests };
  }

  async function withServer(server, scheme, env) {
    await new Promise((resolve) => server.listen(0, "localhost", resolve));
    const BASE_URL = `${scheme}://localhost:${server.address().port}`;
    const sockets = new Set();
    server.on("connection", (socket) => sockets.add(socket.on("error", () => {})));
    try {
      return await evaluate(CALL, { env: { ...env, BASE_URL } });
    } finally {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  test("that verifies gets the request", async () => {
    const { outcome, requests } = await call({}, true);
    assert.equal(outcome.code, "ok");
    assert.equal(requests, 1);
  });

  for (const [what, options, isTrusted, reason] of REFUSED) {
    test(`${what} gets no request, and the message tells why`, async () => {
      const { outcome, requests } = await call(options, isTrusted);
      const { name, code, applied, attempts, retryable, message } = outcome;
      assert.deepEqual(
        { name, code, applied, attempts, retryable },
        {
          name: "APIConnectionError",
          code: "connection_failed",
          applied: "no",
          attempts: 2,
          retryable: true,
        },
      );
      assert.match(message, reason);
      assert.equal(requests, 0);
    });
  }

  test("is not what a server without TLS has: the connection fails", async () => {
    const server = createHttpServer((_, response) => response.end(UPDATED));
    const { code, applied, attempts } = await withServer(server, "https", {});
    assert.equal(code, "connection_failed");
    assert.notEqual(applied, "yes");
    assert.equal(attempts, 2);
  });

  test("that it does not show in time ends with the deadline", async () => {
    const sockets = [];
    const server = createServer((socket) => sockets.push(socket.on("error", () => {})));
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const baseUrl = `https://127.0.0.1:${server.address().port}`;
    const options = {
      apiKey: KEY,
      baseUrl,
      timeoutMs: 3_000,
      attemptTimeoutMs: 200,
      maxRetries: 1,
    };
    // In this process: Node goes on connecting for a while, and would keep another one alive.
    const error = await new OdeusClient(options)
      .updateIntegration(ID, {})
      .catch((thrown) => thrown);
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    const { code, applied, attempts } = error;
    assert.deepEqual(
      { code, applied, attempts },
      { code: "timed_out", applied: "unknown", attempts: 2 },
    );
  });
});
