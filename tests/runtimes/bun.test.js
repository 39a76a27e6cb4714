/** Bun, and a program made by `bun build --compile`. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ID, KEY, UPDATED } from "../support/calls.js";
import { runChild } from "../support/child.js";
import { connect } from "../support/control.js";
import { startServers } from "../support/servers/all.js";
import { HERE } from "./bundle.js";
import { describeSuite, emptyFolder, readResults, writeMain } from "./report.js";

const BUN = join(HERE, "node_modules", ".bin", "bun");

await describeSuite("bun", async (setup) => {
  return readResults(await runChild(BUN, ["run", writeMain(setup)]));
});

test("a program made by bun build --compile updates an integration", async () => {
  const folder = emptyFolder("bun compile");
  const servers = await startServers();
  try {
    const { baseUrl } = await connect(servers.urls).scripted.scenario(UPDATED);
    const options = { apiKey: KEY, baseUrl };
    writeFileSync(
      join(folder, "main.js"),
      `import { updateIntegration } from "odeus-integrations";
      const { integration } = await updateIntegration("${ID}", {}, ${JSON.stringify(options)});
      console.log(integration.id);`,
    );
    const program = join(folder, "program");
    await runChild(BUN, ["build", "--compile", join(folder, "main.js"), "--outfile", program]);
    assert.equal((await runChild(program, [], { cwd: tmpdir() })).trim(), ID);
  } finally {
    await servers.close();
  }
});
