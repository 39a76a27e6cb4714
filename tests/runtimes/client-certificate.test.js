/** Deno and Bun call a server that asks for a client certificate. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { createServer } from "node:https";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ID, KEY } from "../support/calls.js";
import { certificate } from "../support/certificate.js";
import { runChild } from "../support/child.js";
import { listen } from "../support/servers/http.js";
import { HERE } from "./bundle.js";
import { emptyFolder } from "./report.js";

const BIN = join(HERE, "node_modules", ".bin");

/** Deno shows the server's alert. Bun says the same words after a request that was received. */
const RUNTIMES = [
  {
    name: "deno",
    run: (main) =>
      runChild(join(BIN, "deno"), [
        ...["run", "--quiet", "--node-modules-dir=manual", "--no-lock", "--no-prompt"],
        // Deno refuses a certificate that is its own authority, also if the authority is trusted.
        ...["--allow-net=localhost", "--unsafely-ignore-certificate-errors=localhost", main],
      ]),
    applied: "no",
    message: /client certificate/,
  },
  {
    name: "bun",
    run: (main, file) =>
      runChild(join(BIN, "bun"), ["run", main], { env: { NODE_EXTRA_CA_CERTS: file } }),
    applied: "unknown",
    message: /The TLS handshake failed/,
  },
];

describe("a server that asks for a client certificate", () => {
  let baseUrl;
  let close;
  let requests = 0;
  let file;
  before(async () => {
    const own = await certificate();
    file = join(emptyFolder("client certificate"), "server.pem");
    writeFileSync(file, own.cert);
    const client = { requestCert: true, rejectUnauthorized: true };
    const server = createServer({ ...own, ...client }, () => {
      requests += 1;
    });
    const address = { scheme: "https", host: "localhost" };
    ({ url: baseUrl, close } = await listen(server, 0, address));
  });
  after(() => close());

  for (const { name, run, applied, message } of RUNTIMES) {
    test(`refuses a call of ${name}, and no message blames the server's certificate`, async () => {
      const main = join(emptyFolder(`client certificate ${name}`), "main.js");
      const options = { apiKey: KEY, baseUrl, maxRetries: 0 };
      writeFileSync(
        main,
        `import { updateIntegration } from "odeus-integrations";
        const call = updateIntegration("${ID}", {}, ${JSON.stringify(options)});
        console.log(JSON.stringify(await call.catch((error) => error)));`,
      );
      const error = JSON.parse(await run(main, file));
      assert.equal(error.code, "connection_failed");
      assert.equal(error.applied, applied, error.message);
      assert.match(error.message, message);
      assert.doesNotMatch(error.message, /does not verify/);
      assert.equal(requests, 0);
    });
  }
});
