// Makes THIRD-PARTY-LICENSES.txt: the licences of everything that is compiled into the module, and of
// the libraries that are bundled into the command line.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import parseSpdx from "spdx-expression-parse";
import { listCrates, listStandardLibrary } from "./crates.js";
import { listLibraries } from "./libraries.js";
import { ROOT } from "./run.js";

const MODULE_HEAD =
  "The WebAssembly module of odeus-integrations contains code of these projects in Rust.";
const PROGRAM_HEAD =
  "The command line of odeus-integrations contains code of these projects in JavaScript.";

/**
 * @typedef {object} Notice a part and the texts that its users must pass on
 * @property {import("./crates.js").Part} part
 * @property {string} text
 */

/** The text of THIRD-PARTY-LICENSES.txt. */
export function notices() {
  const module = chapter(MODULE_HEAD, [...noticesOfLibrary(), ...listCrates().map(noticeOf)]);
  return `${module}\n${"=".repeat(72)}\n\n${chapter(PROGRAM_HEAD, listLibraries().map(noticeOf))}`;
}

/** @returns {Notice[]} */
function noticesOfLibrary() {
  return listStandardLibrary().map((part) => ({
    part,
    text: readText(join(ROOT, "scripts", "licences", part.text)),
  }));
}

/**
 * @param {import("./crates.js").Crate} part a crate, or a package of npm
 * @returns {Notice}
 */
function noticeOf(part) {
  const files = licenceFiles(part.licence, readdirSync(part.folder));
  return { part, text: files.map((file) => readText(join(part.folder, file))).join("\n\n") };
}

/**
 * A chapter has each licence text once.
 * @param {string} head
 * @param {Notice[]} all
 */
function chapter(head, all) {
  /** @type {Map<string, string[]>} */
  const names = new Map();
  for (const { part, text } of all) {
    names.set(text, [...(names.get(text) ?? []), `${part.name} ${part.version} (${part.licence})`]);
  }
  const sections = [...names].map(([text, parts]) => `${parts.join("\n")}\n\n${text}\n`);
  return `${head}\n\n${sections.join(`\n${"-".repeat(72)}\n\n`)}`;
}

/**
 * The files of a crate that its users must pass on: the texts of all licences that apply, and
 * notices. Throws if the text of a licence is missing.
 * @param {string} licence an SPDX expression
 * @param {string[]} files the names of the files in the crate's folder
 */
export function licenceFiles(licence, files) {
  const sorted = [...files].sort();
  const texts = chosenLicences(licence).map((id) => {
    const [word = ""] = id.split("-");
    const file =
      sorted.find((name) => new RegExp(`^licen[cs]e-${word}`, "i").test(name)) ??
      sorted.find((name) => /^licen[cs]e(\.\w+)?$/i.test(name));
    if (file === undefined) throw new Error(`No file of the crate has the licence ${id}: ${files}`);
    return file;
  });
  return [...new Set([...texts, ...sorted.filter((name) => /^(notice|copyright)/i.test(name))])];
}

/**
 * The licences that apply. Where the authors offer a choice, it takes the MIT licence, because its
 * text is shorter. "(MIT OR Apache-2.0) AND Unicode-3.0" gives MIT and Unicode-3.0.
 * @param {string} licence an SPDX expression
 */
export function chosenLicences(licence) {
  return [...new Set(choose(parseSpdx(licence)))];
}

/**
 * @param {ReturnType<typeof parseSpdx>} expression
 * @returns {string[]}
 */
function choose(expression) {
  if ("license" in expression) return [expression.license];
  const left = choose(expression.left);
  const right = choose(expression.right);
  if (expression.conjunction === "and") return [...left, ...right];
  return right.includes("MIT") ? right : left;
}

/** @param {string} path */
function readText(path) {
  return readFileSync(path, "utf8").trim();
}
