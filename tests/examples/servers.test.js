/** The examples that are servers: Node with Hono, Deno, Bun. */
import { test } from "node:test";
import {
  assertUpdates,
  copyExample,
  program,
  UPDATE_PATH,
  versionOf,
  withOdeus,
  withServer,
} from "./example.js";

const DENO = [
  ...["run", "--quiet", "--no-prompt", "--node-modules-dir=manual", "--no-lock", "--no-config"],
  ...["--allow-net=127.0.0.1,0.0.0.0", "--allow-env=PORT,ODEUS_API_KEY,ODEUS_BASE_URL"],
];

const ROWS = [
  {
    name: `Node ${process.versions.node} with Hono ${versionOf("hono")}`,
    example: "node-hono",
    file: process.execPath,
    parameters: ["server.js"],
  },
  {
    name: `Deno ${versionOf("deno")}`,
    example: "deno",
    file: program("deno"),
    parameters: [...DENO, "server.js"],
  },
  {
    name: `Bun ${versionOf("bun")}`,
    example: "bun",
    file: program("bun"),
    parameters: ["server.js"],
  },
];

for (const { name, example, file, parameters } of ROWS) {
  test(`${name} updates an integration, and says what is wrong with bad input`, () =>
    withOdeus((env) =>
      withServer(file, parameters, { cwd: copyExample(example), env }, (url) =>
        assertUpdates(url + UPDATE_PATH),
      ),
    ));
}
