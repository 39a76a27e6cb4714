/** Reads the README and the pages of docs/: their code blocks, links and headings. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import GithubSlugger from "github-slugger";
import MarkdownIt from "markdown-it";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** The paths of all pages, from the root. */
export const PAGES = [
  "README.md",
  ...readdirSync(join(ROOT, "docs")).map((name) => `docs/${name}`),
];

/** The languages of blocks that only show something. */
const SHOWN = ["text", "json"];

/**
 * @typedef {object} Block
 * @property {string} page
 * @property {number} line the line on which the code begins
 * @property {string} language
 * @property {string} code
 * @property {string[][]} setups how the block is run: the lines of each comment `<!-- test ... -->` in
 *   front of the block. Each of them is one run.
 * @property {string} [output] what the block prints: the `text` block that follows it
 */

/**
 * Lists the code blocks of a page. Fails if a block shows an output and no program is in front of it.
 * @param {string} page
 * @returns {Block[]}
 */
export function blocksOf(page) {
  const blocks = [];
  let setups = [];
  for (const token of parse(page).filter(({ level }) => level === 0)) {
    const { type, content, info: language } = token;
    if (type === "html_block") {
      setups.push(...setupsIn(content));
    } else if (type === "fence" && !SHOWN.includes(language)) {
      blocks.push({ page, line: token.map[0] + 2, language, code: content, setups });
      setups = [];
    } else if (type === "fence") {
      const program = blocks.at(-1);
      if (!program || program.output !== undefined) {
        throw new Error(`${page}:${token.map[0] + 1} is not the output of a program`);
      }
      program.output = content;
    }
  }
  return blocks;
}

/** The setups in a piece of HTML, which may have several comments. */
function setupsIn(html) {
  return [...html.matchAll(/<!-- test\n(.*?)\n-->/gs)].map(([, text]) => text.split("\n"));
}

/**
 * Lists the addresses of all links and images of a page.
 * @param {string} page
 */
export function linksOf(page) {
  return parse(page)
    .flatMap(({ children }) => children ?? [])
    .map((token) => token.attrGet("href") ?? token.attrGet("src"))
    .filter((address) => address !== null);
}

/**
 * Lists the fragments that GitHub gives to the headings of a page.
 * @param {string} page
 */
export function fragmentsOf(page) {
  const slugger = new GithubSlugger();
  const tokens = parse(page);
  return tokens.flatMap(({ type }, index) =>
    type === "heading_open" ? [slugger.slug(textOf(tokens[index + 1]))] : [],
  );
}

function textOf({ children }) {
  return children.map(({ content }) => content).join("");
}

function parse(page) {
  const text = readFileSync(join(ROOT, page), "utf8");
  return new MarkdownIt({ html: true }).parse(text, {});
}
