// Writes the figures as Markdown.
import { ratio } from "./rounds.js";

/**
 * @typedef {object} Target
 * @property {number} atMost the limit for the figure of this package, or for its ratio
 * @property {string} [over] the row to divide by; without it, the limit is for the figure itself
 *
 * @typedef {object} Section
 * @property {string} title
 * @property {string} unit
 * @property {(import("./rounds.js").Row & { detail?: string })[]} rows
 * @property {Target[]} [targets]
 */

export const OWN = "odeus-integrations";

/**
 * @param {Section[]} sections
 * @param {string[]} machine
 */
export function toMarkdown(sections, machine) {
  return [
    "# Figures",
    "",
    ...machine.map((line) => `- ${line}`),
    "- `npm run bench` made this file. The figures are medians of the rounds of one run.",
    "  A ratio is the median of the ratios of the rounds.",
    "",
    "## Against the targets",
    "",
    "| what | figure | at most | |",
    "|---|---:|---:|---|",
    ...sections.flatMap((section) => targetLines(section)),
    ...sections.flatMap((section) => sectionLines(section)),
    "",
  ].join("\n");
}

/** @param {Section} section */
function targetLines({ title, unit, rows, targets = [] }) {
  const own = find(rows, OWN);
  return targets.map(({ over, atMost }) => {
    const figure = over === undefined ? own.value : ratio(own, find(rows, over));
    const what = over === undefined ? `${title}, ${unit}` : `${title}: / ${over}`;
    return `| ${what} | ${figure.toFixed(2)} | ${atMost} | ${figure <= atMost ? "reached" : "**not reached**"} |`;
  });
}

/** @param {Section} section */
function sectionLines({ title, unit, rows }) {
  const own = find(rows, OWN);
  return [
    "",
    `## ${title}`,
    "",
    `| | ${unit} | ours / this |`,
    "|---|---:|---:|",
    ...rows.map((row) => {
      const label = row.detail === undefined ? row.name : `${row.name} (${row.detail})`;
      const isOwn = row === own;
      const cells = isOwn ? `**${digits(row.value)}** | 1` : comparison(row, own);
      return `| ${isOwn ? `**${label}**` : label} | ${cells} |`;
    }),
  ];
}

/**
 * @param {import("./rounds.js").Row} row
 * @param {import("./rounds.js").Row} own
 */
function comparison(row, own) {
  const isComparable = row.value > 0 && own.value > 0;
  return `${digits(row.value)} | ${isComparable ? ratio(own, row).toFixed(2) : ""}`;
}

/** @param {number} value */
export function digits(value) {
  return value.toFixed(Math.abs(value) < 10 ? 2 : 1);
}

/**
 * @param {Section["rows"]} rows
 * @param {string} name
 */
function find(rows, name) {
  const row = rows.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`The row "${name}" is missing`);
  return row;
}
