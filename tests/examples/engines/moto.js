/** A local SQS for one test: moto's server. */
import { MOTO_SERVER } from "../../../scripts/install-moto.js";
import { freePort } from "../../support/free-port.js";
import { startProgram, until } from "./program.js";

export async function startMoto() {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const program = startProgram(MOTO_SERVER, ["--host", "127.0.0.1", "--port", String(port)]);
  await until(() => isAnswering(`${url}/moto-api/`), program.output);
  return {
    url,
    /** The variables by which the AWS SDK finds the server. */
    env: {
      AWS_ENDPOINT_URL: url,
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "test",
      AWS_SECRET_ACCESS_KEY: "test",
      // Node 20 runs the tests, too. Without this the SDK prints that it will need Node 22.
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    },
    /** Deletes all queues. */
    reset: () => fetch(`${url}/moto-api/reset`, { method: "POST" }),
    close: program.kill,
  };
}

function isAnswering(url) {
  return fetch(url, { signal: AbortSignal.timeout(5_000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}
