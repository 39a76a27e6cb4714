/** A server that asks for a client certificate, and a client that has none or a wrong one. */
import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { OdeusClient } from "odeus-integrations";
import { ID, KEY } from "../../support/calls.js";
import { certificate } from "../../support/certificate.js";
import { evaluate } from "../../support/child.js";
import { UPDATED } from "../../support/servers/faulty/answer.js";
import { listen } from "../../support/servers/http.js";

const VERSIONS = ["TLSv1.2", "TLSv1.3"];

/** Makes a call by the `fetch` of Node, which sends no client certificate. */
const CALL = `
  import { OdeusClient } from "odeus-integrations";
  import { ID, KEY } from "./support/calls.js";
  const { BASE_URL: baseUrl } = process.env;
  const options = { apiKey: KEY, baseUrl, maxRetries: 0, timeoutMs: 4_000 };
  const error = await new OdeusClient(options).updateIntegration(ID, {}).catch((error) => error);
  console.log(JSON.stringify(error));
`;

/** Makes a `fetch` that sends a client certificate, as node-fetch does with an agent. */
function fetchWith(tls) {
  return (url, { method, headers, body, signal }) =>
    new Promise((resolve, reject) => {
      const sent = request(url, { method, headers, signal, ...tls }, async (answer) => {
        resolve(new Response(Buffer.concat(await answer.toArray())));
      });
      sent.on("error", reject).end(body);
    });
}

describe("client certificates", () => {
  let [server, known, other, expired] = [];
  let directory;
  let file;
  before(async () => {
    directory = await mkdtemp(join(tmpdir(), "client-certificates-"));
    file = join(directory, "server.pem");
    server = await certificate();
    await writeFile(file, server.cert);
    known = await certificate({ host: "client" });
    other = await certificate({ host: "another client" });
    expired = await certificate({ host: "old client", fromDays: -3, toDays: -1 });
  });
  after(() => rm(directory, { recursive: true }));

  for (const version of VERSIONS) {
    describe(version, () => {
      let baseUrl;
      let close;
      let requests = 0;
      before(async () => {
        const limits = { minVersion: version, maxVersion: version };
        const client = { requestCert: true, rejectUnauthorized: true };
        const ca = [known.cert, expired.cert];
        const https = createServer({ ...server, ...limits, ...client, ca }, (_, response) => {
          requests += 1;
          response.end(UPDATED);
        });
        const address = { scheme: "https", host: "localhost" };
        ({ url: baseUrl, close } = await listen(https, 0, address));
      });
      after(() => close());

      const callWith = (tls) => {
        const fetch = fetchWith({ ca: server.cert, ...tls });
        const options = { apiKey: KEY, baseUrl, maxRetries: 0, fetch };
        return new OdeusClient(options).updateIntegration(ID, {});
      };

      test("a client with a certificate that the server knows gets its answer", async () => {
        const { integration } = await callWith(known);
        assert.deepEqual({ integration }, JSON.parse(UPDATED));
        assert.equal(requests, 1);
      });

      test("the message for a client without a certificate says what to do, and nothing was applied", async () => {
        const error = await failure(callWith({}));
        assert.equal(error.applied, "no", error.message);
        assert.match(error.message, /client certificate/);
      });

      // Node's server closes the connection without an alert.
      for (const [what, tls] of [
        ["that the server does not know", () => other],
        ["that has expired", () => expired],
      ]) {
        test(`the message for a client with a certificate ${what} does not blame the server's`, async () => {
          await failure(callWith(tls()));
        });
      }

      test("a call by Node's own fetch sends nothing to the server", async () => {
        const error = await evaluate(CALL, {
          env: { BASE_URL: baseUrl, NODE_EXTRA_CA_CERTS: file },
        });
        // With TLS 1.3 undici only says that the other side closed the connection.
        const expected = version === "TLSv1.2" ? "no" : "unknown";
        assert.equal(error.applied, expected, error.message);
        await failure(Promise.reject(error));
      });

      /** Returns the error of a call. Asserts that the server got no request. */
      async function failure(promise) {
        const before = requests;
        const error = await promise.then(
          () => assert.fail("the call should have been rejected"),
          (reason) => reason,
        );
        assert.equal(error.code, "connection_failed");
        assert.doesNotMatch(error.message, /does not verify/);
        assert.equal(requests, before, "the server got no request");
        return error;
      }
    });
  }
});
