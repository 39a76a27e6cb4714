import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { fileProblem, Problem } from "../problem.js";

/** The leading rows that are settled. */
export interface Settled {
  readonly rows: number;
  /** The hash of these rows, each with a line feed after it. */
  readonly sha256: string;
}

/** The hash of no rows. */
const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

const VERSION = 1;

/** Reads a state file. A file that does not exist stands for a run that has not begun. */
export function readState(path: string): Settled {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === "ENOENT") return { rows: 0, sha256: EMPTY };
    throw fileProblem("read", path, cause);
  }
  const settled = parseState(text);
  if (settled !== undefined) return settled;
  throw new Problem(
    `${path} is not a state file of this program. Name another file after --resume, or delete this one to begin again.`,
  );
}

function parseState(text: string): Settled | undefined {
  try {
    const { version, rows, sha256 } = JSON.parse(text);
    const isState = version === VERSION && Number.isSafeInteger(rows) && rows >= 0;
    return isState && /^[0-9a-f]{64}$/.test(sha256) ? { rows, sha256 } : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Writes a state file in one step: a crash leaves the old file or the new one, and never a part of
 * one.
 */
export function writeState(path: string, { rows, sha256 }: Settled): void {
  const next = `${path}.next`;
  try {
    const file = openSync(next, "w");
    try {
      writeFileSync(file, `${JSON.stringify({ version: VERSION, rows, sha256 })}\n`);
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(next, path);
  } catch (cause) {
    throw fileProblem("written", path, cause);
  }
}
