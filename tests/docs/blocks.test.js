/** Every code block of the README and of docs/, run as it stands. */
import assert from "node:assert/strict";
import { basename, dirname, join } from "node:path";
import { after, before, describe, test } from "node:test";
import { ID } from "../support/calls.js";
import { start } from "../support/servers/odeus/server.js";
import { blocksOf, PAGES } from "./pages.js";
import { compile, fileOf, runBlock, settingOf, writeBlocks } from "./program.js";
import { startSurroundings } from "./surroundings.js";

const blocks = PAGES.flatMap((page) => blocksOf(page));

describe("the code blocks", () => {
  let errors;
  let odeus;
  let surroundings;

  before(async () => {
    writeBlocks(blocks);
    errors = await compile();
    // The pages use this id.
    odeus = await start({ firstId: ID });
    surroundings = await startSurroundings();
  });

  after(async () => {
    await surroundings?.close();
    await odeus?.close();
  });

  for (const block of blocks) {
    const name = `${block.page}:${block.line}`;
    const reason = settingOf(block.setups.flat(), "not run:");
    if (reason !== undefined) {
      test(`${name} is a command that is not run: ${reason}`, () => {
        assert.equal(block.language, "sh", "programs are always run");
      });
      continue;
    }
    if (/^tsx?$/.test(block.language)) {
      test(`${name} has right types`, () => {
        const file = fileOf(block);
        const path = join(basename(dirname(file)), basename(file));
        assert.deepEqual(
          errors.split("\n").filter((line) => line.includes(path)),
          [],
        );
      });
    }
    // form.test.js shows the components in a page.
    if (block.language === "tsx") continue;
    const setups = block.setups.length > 0 ? block.setups : [[]];
    for (const [index, setup] of setups.entries()) {
      const run = setups.length > 1 ? `, run ${index + 1}` : "";
      test(`${name} runs as it stands${run}`, () =>
        runBlock(block, setup, { odeus, surroundings }));
    }
  }
});
