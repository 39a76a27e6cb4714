import { createReadStream } from "node:fs";
import { readFile, realpath, stat } from "node:fs/promises";
import { extname, resolve } from "node:path";
import { FORMATS, type Format } from "./flags.js";
import { fileProblem, Problem } from "./problem.js";

/** The path that stands for standard input. */
export const STANDARD_INPUT = "-";

const BYTE_ORDER_MARK = Buffer.from("\u{feff}");

/** Where the rows come from. */
export interface Input {
  /** The name for messages. */
  readonly name: string;
  readonly format: Format;
  /** Whether the rows can be read twice. A pipe gives them once. */
  readonly isRepeatable: boolean;
  /** The bytes, without a byte order mark. */
  chunks(): AsyncIterable<Buffer>;
}

const FORMATS_BY_ENDING: Record<string, Format> = {
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
  ".csv": "csv",
  ".json": "json",
};

/** Finds the file and its format. */
export async function openInput(path: string, format: Format | undefined): Promise<Input> {
  if (path === STANDARD_INPUT) {
    const chunks = () => readAll(process.stdin, "standard input");
    return { name: "standard input", format: format ?? "ndjson", isRepeatable: false, chunks };
  }
  const isRepeatable = await isRegularFile(path);
  const found = format ?? FORMATS_BY_ENDING[extname(path).toLowerCase()];
  if (found === undefined) {
    const formats = FORMATS.join(", ");
    throw new Problem(`The name of ${path} does not tell its format. Add --format: ${formats}.`);
  }
  const chunks = () => readAll(createReadStream(path), path);
  return { name: path, format: found, isRepeatable, chunks };
}

/** Reads a whole file, or standard input, as UTF-8. */
export async function readText(path: string): Promise<string> {
  let bytes: Buffer;
  if (path === STANDARD_INPUT) {
    bytes = await join(readAll(process.stdin, "standard input"));
  } else {
    try {
      bytes = await readFile(path);
    } catch (cause) {
      throw fileProblem("read", path, cause);
    }
  }
  return decode(bytes, path);
}

/** Decodes a whole text. */
export function decode(bytes: Buffer, name: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new Problem(`${name} is not UTF-8. Save it as UTF-8.`);
  }
}

/** Joins chunks. */
export async function join(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}

/** Refuses two options that both read standard input. */
export function refuseSharedInput(key: string | undefined, data: string | undefined): void {
  if (key !== STANDARD_INPUT || data !== STANDARD_INPUT) return;
  throw new Problem(
    "Standard input cannot be the key and the data at once. Use a file for one of them.",
  );
}

/** Refuses two options that name the same file. A program that writes into its input never ends. */
export async function refuseSameFile(paths: Record<string, string | undefined>): Promise<void> {
  const seen = new Map<string, string>();
  for (const [option, path] of Object.entries(paths)) {
    if (path === undefined || path === STANDARD_INPUT) continue;
    // A file that does not exist yet is known by its path only.
    const real = await realpath(path).catch(() => resolve(path));
    const other = seen.get(real);
    if (other !== undefined) {
      throw new Problem(`${other} and ${option} name the same file, ${path}. Use two files.`);
    }
    seen.set(real, option);
  }
}

async function isRegularFile(path: string): Promise<boolean> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw Object.assign(new Error(path), { code: "EISDIR" });
    return found.isFile();
  } catch (cause) {
    throw fileProblem("read", path, cause);
  }
}

/** Reads a stream, without a byte order mark at its start. */
async function* readAll(stream: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let start: Buffer | undefined = Buffer.alloc(0);
  try {
    for await (const chunk of stream) {
      if (start === undefined) {
        yield chunk;
        continue;
      }
      start = Buffer.concat([start, chunk]);
      if (start.length < BYTE_ORDER_MARK.length) continue;
      yield withoutMark(start);
      start = undefined;
    }
  } catch (cause) {
    throw fileProblem("read", name, cause);
  }
  if (start !== undefined) yield start;
}

function withoutMark(bytes: Buffer): Buffer {
  const { length } = BYTE_ORDER_MARK;
  return bytes.subarray(0, length).equals(BYTE_ORDER_MARK) ? bytes.subarray(length) : bytes;
}
