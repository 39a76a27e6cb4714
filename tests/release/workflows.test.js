/** The workflows, as somebody reads them who wants to publish something else in the package's name. */
import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { describe, test } from "node:test";

const FOLDER = new URL("../../.github/workflows/", import.meta.url);

for (const name of readdirSync(FOLDER)) {
  const text = readFileSync(new URL(name, FOLDER), "utf8");

  describe(`the workflow ${name}`, () => {
    test("runs each action at a commit, because a tag can move", () => {
      const actions = [...text.matchAll(/\buses: (.*)/g)].map(([, action]) => action);
      assert.ok(actions.length > 0);
      for (const action of actions) assert.match(action, /^[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d/);
    });

    test("names no registry and no token of npm", () => {
      assert.doesNotMatch(text, /registry|_authToken|NODE_AUTH_TOKEN|NPM_TOKEN|secrets\./i);
    });

    test("puts no value of GitHub into a command, because a tag can contain shell code", () => {
      const commands = text.split("\n").filter((line) => /^\s*(- )?run: /.test(line));
      assert.ok(commands.length > 0);
      for (const command of commands) assert.doesNotMatch(command, /\$\{\{|\|$/);
    });

    test("limits the time of each job, and keeps no credentials in a checkout", () => {
      const count = (pattern) => [...text.matchAll(pattern)].length;
      assert.equal(count(/timeout-minutes:/g), count(/runs-on:/g));
      assert.equal(count(/persist-credentials: false/g), count(/actions\/checkout@/g));
    });
  });
}

test("the job that may publish runs no code of the repository or of its dependencies", () => {
  const text = readFileSync(new URL("release.yml", FOLDER), "utf8");
  const jobs = text.split(/^ {2}(?=\w+:$)/m);
  const publish = jobs.filter((job) => job.includes("id-token: write"));
  assert.equal(publish.length, 1);
  assert.doesNotMatch(publish[0], /actions\/checkout|npm (ci|install|run)|node /);
});
