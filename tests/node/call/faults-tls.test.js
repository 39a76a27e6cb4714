/** A server whose certificate is not valid gets no request and no key. */
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

/** The defect, the certificate's options, whether it is trusted, and what the message must say. */
const REFUSED = [
  ["that is not trusted", {}, false, /self.signed|certificate/i],
  ["that has expired", { fromDays: -10, toDays: -1 }, true, /expired/i],
  ["that is not valid yet", { fromDays: 1, toDays: 2 }, true, /not yet valid/i],
  ["of another host", { host: "odeus.example" }, true, /altname|hostname|certificate/i],
];

describe("certificates", () => {
  let directory;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "certificates-"));
  });
  after(() => rm(directory, { recursive: true }));

  /**
   * Makes one call to a server with a certificate. Returns the outcome and the number of requests.
   */
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

  test("a server with a valid certificate gets the request", async () => {
    const { outcome, requests } = await call({}, true);
    assert.equal(outcome.code, "ok");
    assert.equal(requests, 1);
  });

  for (const [what, options, isTrusted, reason] of REFUSED) {
    test(`a server with a certificate ${what} gets no request, and the message says why`, async () => {
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

  test("a call by https to a server without TLS fails", async () => {
    const server = createHttpServer((_, response) => response.end(UPDATED));
    const { code, applied, attempts } = await withServer(server, "https", {});
    assert.equal(code, "connection_failed");
    assert.equal(applied, "no");
    assert.equal(attempts, 2);
  });

  test("a call to a server that never shows its certificate ends at the deadline", async () => {
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
    // This process makes the call: Node goes on connecting and would keep another process alive.
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
