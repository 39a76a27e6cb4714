/** The AWS Lambda handler. It is bundled into one file and called as Lambda calls it. */
import assert from "node:assert/strict";
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { ID } from "../support/calls.js";
import { runChild } from "../support/child.js";
import { copyExample, versionOf, withOdeus } from "./example.js";

test(`a Lambda handler in one file, bundled by esbuild ${versionOf("esbuild")}, updates an integration`, async () => {
  const folder = copyExample("aws-lambda");
  await runChild("npm", ["run", "--silent", "build"], { cwd: folder });
  const alone = mkdtempSync(join(tmpdir(), "odeus-lambda-"));
  try {
    copyFileSync(join(folder, "dist", "index.mjs"), join(alone, "index.mjs"));
    const event = (changes) => ({ pathParameters: { id: ID }, body: JSON.stringify(changes) });
    writeFileSync(
      join(alone, "lambda.mjs"),
      `import { handler } from "./index.mjs";
      const events = ${JSON.stringify([event({ name: "Weather" }), event({ color: "blue" })])};
      const answers = [];
      for (const event of events) answers.push(await handler(event));
      console.log(JSON.stringify(answers));`,
    );
    await withOdeus(async (env) => {
      const output = await runChild(process.execPath, ["lambda.mjs"], { cwd: alone, env });
      const [good, bad] = JSON.parse(output);
      assert.equal(good.statusCode, 200);
      assert.equal(JSON.parse(good.body).integration.id, ID);
      assert.equal(bad.statusCode, 422);
      assert.deepEqual(JSON.parse(bad.body).issues[0].path, ["color"]);
    });
  } finally {
    rmSync(alone, { recursive: true });
  }
});
