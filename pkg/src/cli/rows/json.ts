import { decode, join } from "../input.js";
import { Problem } from "../problem.js";
import type { Row } from "./row.js";

/** Reads a file that is one JSON array. The file is read as a whole. */
export async function* readJson(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Row> {
  const text = decode(await join(chunks), name);
  if (text.trim() === "") return;
  const rows = parseArray(text, name);
  for (const [index, value] of rows.entries()) {
    yield { line: index + 1, source: JSON.stringify(value), value };
  }
}

function parseArray(text: string, name: string): unknown[] {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const { message } = error as Error;
    throw new Problem(
      `${name} is not JSON: ${message}. With one object a line, it is NDJSON: add --format ndjson.`,
    );
  }
  if (!Array.isArray(value)) throw new Problem(`${name} must be a JSON array of objects.`);
  return value;
}
