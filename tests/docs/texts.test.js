/** The links and the versions in the README and the pages. Links to other sites are not followed. */
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, test } from "node:test";
import { transformSync } from "esbuild";
import { blocksOf, fragmentsOf, linksOf, PAGES, ROOT } from "./pages.js";

/** npm shows the README without the repository, so its links and images are absolute. */
const REPOSITORY = [
  "https://github.com/odeus-ai/odeus-integrations/blob/main/",
  "https://raw.githubusercontent.com/odeus-ai/odeus-integrations/main/",
];

/** Where a link leads to in the repository, or `undefined` if it leads to another site. */
function target(page, link) {
  const prefix = REPOSITORY.find((start) => link.startsWith(start));
  if (prefix === undefined && /^[a-z]+:/.test(link)) return undefined;
  const [path, fragment] = link.slice(prefix?.length ?? 0).split("#");
  const folder = prefix === undefined ? dirname(page) : ".";
  return { path: path === "" ? page : normalize(join(folder, path)), fragment };
}

describe("the texts of the pages", () => {
  for (const page of PAGES) {
    test(`${page} has no link to a file or a heading that does not exist`, () => {
      for (const link of linksOf(page)) {
        const found = target(page, link);
        if (found === undefined) continue;
        assert.ok(existsSync(join(ROOT, found.path)), link);
        if (found.fragment !== undefined) {
          assert.ok(fragmentsOf(found.path).includes(found.fragment), link);
        }
      }
    });
  }

  test("the README links to each page", () => {
    const found = linksOf("README.md").map((link) => target("README.md", link)?.path);
    for (const page of PAGES.slice(1)) assert.ok(found.includes(page), page);
  });

  test("the pages name the versions that their examples are tested with", () => {
    const manifest = new URL("package.json", import.meta.url);
    const { devDependencies } = JSON.parse(readFileSync(manifest, "utf8"));
    for (const page of PAGES) {
      const text = readFileSync(join(ROOT, page), "utf8");
      for (const [, name, version] of text.matchAll(/`(\S+)@(\d+\.\d+\.\d+)`/g)) {
        assert.equal(version, devDependencies[name], `${page}: ${name}`);
      }
    }
  });

  test("the frameworks are tested with the answers that the page shows", () => {
    const block = blocksOf("docs/frameworks.md").find(({ code }) => /^\/\/ answer-for/.test(code));
    const tested = join(ROOT, "tests", "frameworks", "programs", "answer-for.js");
    /** The code as JavaScript, without its types, comments and line breaks. */
    const bare = (code) => transformSync(code, { loader: "ts", minifyWhitespace: true }).code;
    assert.equal(bare(readFileSync(tested, "utf8")), bare(block.code));
  });

  test("the README has at most 200 lines", () => {
    assert.ok(readFileSync(join(ROOT, "README.md"), "utf8").split("\n").length <= 201);
  });
});
