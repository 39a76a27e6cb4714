import { Problem } from "../problem.js";
import { ROW_LIMIT, ROW_LIMIT_TEXT, type Row } from "./row.js";

const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** Reads NDJSON: one JSON value a line. Lines that are empty are passed over. */
export async function* readNdjson(
  chunks: AsyncIterable<Buffer>,
  name: string,
): AsyncGenerator<Row> {
  const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
  let line = 0;
  for await (const bytes of splitLines(chunks, name)) {
    line += 1;
    let source: string;
    try {
      source = decoder.decode(bytes);
    } catch {
      const problem = "The line is not UTF-8. Save the file as UTF-8.";
      // The chunk is overwritten later.
      yield { line, source: Buffer.from(bytes), problem };
      continue;
    }
    if (source.trim() === "") continue;
    yield parseLine(line, source);
  }
}

function parseLine(line: number, source: string): Row {
  let value: unknown;
  try {
    value = JSON.parse(source);
  } catch {
    const problem = /^\s*[[\]]/.test(source)
      ? "The line is not JSON. For a file that is one JSON array, use --format json."
      : "The line is not JSON. Each line must be one JSON object.";
    return { line, source, problem };
  }
  return { line, source, value };
}

/**
 * Splits at line feeds only, without a carriage return in front of them. The module `readline` also
 * splits at U+2028 and U+2029, which may be in a JSON string.
 */
async function* splitLines(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Buffer> {
  let begun: Buffer[] = [];
  let size = 0;
  let line = 1;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_FEED); end >= 0; end = chunk.indexOf(LINE_FEED, start)) {
      begun.push(chunk.subarray(start, end));
      yield withoutReturn(begun);
      begun = [];
      size = 0;
      line += 1;
      start = end + 1;
    }
    begun.push(chunk.subarray(start));
    size += chunk.length - start;
    if (size > ROW_LIMIT) {
      throw new Problem(
        `${name}:${line}: The line has more than ${ROW_LIMIT_TEXT}. NDJSON has one object a line; if the file has another format, add --format.`,
      );
    }
  }
  yield withoutReturn(begun);
}

function withoutReturn(parts: readonly Buffer[]): Buffer {
  const [first] = parts;
  const bytes = parts.length === 1 && first !== undefined ? first : Buffer.concat(parts);
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
