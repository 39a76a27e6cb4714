import { Parser } from "csv-parse";
import { Problem } from "../problem.js";
import { count } from "../terminal/text.js";
import { ROW_LIMIT, ROW_LIMIT_TEXT, type Row } from "./row.js";

/** Says what is wrong with the name of a column, or `undefined` if it is one of the fields. */
export type ColumnRule = (name: string) => string | undefined;

const ID = "id";
const COLUMNS = "id,name,description,iconUrl,color";
const LINE_FEED = 0x0a;
const CARRIAGE_RETURN = 0x0d;

/** A record of the parser, and the line on which it begins. */
interface Cells {
  readonly line: number;
  readonly cells: readonly Buffer[];
}

/** Reads CSV with a header. */
export async function* readCsv(
  chunks: AsyncIterable<Buffer>,
  name: string,
  ruleOf: ColumnRule,
): AsyncGenerator<Row> {
  let header: readonly string[] | undefined;
  for await (const record of readRecords(chunks, name)) {
    if (header === undefined) {
      header = readHeader(record, name, ruleOf);
    } else {
      yield toRow(record, header);
    }
  }
}

function readHeader({ line, cells }: Cells, name: string, ruleOf: ColumnRule): readonly string[] {
  const refuse = (message: string): never => {
    throw new Problem(`${name}:${line}: ${message}`);
  };
  const header = cells.map(
    (cell) => decodeCell(cell) ?? refuse("The header is not UTF-8. Save the file as UTF-8."),
  );
  const [first = ""] = header;
  if (header.length === 1 && /[;\t]/.test(first)) {
    refuse("The columns must be separated by commas.");
  }
  for (const [index, column] of header.entries()) {
    const broken = column === ID ? undefined : ruleOf(column);
    if (broken !== undefined) refuse(`Column ${index + 1}: ${broken} The columns are ${COLUMNS}.`);
    if (header.indexOf(column) !== index)
      refuse(`The column ${column} is there twice. Delete one.`);
  }
  if (!header.includes(ID)) {
    refuse(`The header has no column ${ID}. The first line must name the columns: ${COLUMNS}.`);
  }
  return header;
}

function toRow({ line, cells }: Cells, header: readonly string[]): Row {
  const texts = cells.map(decodeCell);
  if (texts.includes(undefined)) {
    const source = JSON.stringify(cells.map((cell) => cell.toString()));
    return { line, source, problem: "The row is not UTF-8. Save the file as UTF-8." };
  }
  if (texts.length !== header.length) {
    const problem = `The row has ${count(texts.length, "cell")}, and the header has ${header.length}. A cell with a comma or a quote must be in quotes.`;
    return { line, source: JSON.stringify(texts), problem };
  }
  // An empty cell leaves the field as it is.
  const named = header.map((column, index) => [column, texts[index]] as const);
  const value = Object.fromEntries(named.filter(([, text]) => text !== ""));
  return { line, source: JSON.stringify(value), value };
}

const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

function decodeCell(cell: Buffer): string | undefined {
  try {
    return decoder.decode(cell);
  } catch {
    return undefined;
  }
}

/** Reads the records. Those before a broken one are given first. */
async function* readRecords(chunks: AsyncIterable<Buffer>, name: string): AsyncGenerator<Cells> {
  const lines = new Lines();
  let records: Cells[] = [];
  const parser = new Parser({
    // Cells stay bytes, so that an invalid sequence of UTF-8 is noticed and not replaced.
    encoding: null,
    info: true,
    max_record_size: ROW_LIMIT,
    record_delimiter: ["\r\n", "\n"],
    relax_column_count: true,
    skip_empty_lines: true,
    // The parser keeps nothing: a record that it would keep is lost when a later one is broken.
    on_record: (read, { bytes }) => {
      const { record } = read as unknown as { record: Buffer[] };
      records.push({ line: lines.take(bytes), cells: record });
      return null;
    },
  });
  // `write` and `end` report the error, too.
  parser.on("error", () => {});
  const step = async function* (run: () => Promise<void>): AsyncGenerator<Cells> {
    let broken: unknown;
    await run().catch((error) => {
      broken = error;
    });
    yield* records;
    records = [];
    if (broken !== undefined) throw new Problem(`${name}:${lines.next}: ${explain(broken)}`);
  };
  for await (const chunk of chunks) {
    lines.add(chunk);
    yield* step(() => promisify((done) => parser.write(chunk, done)));
  }
  yield* step(() => promisify((done) => parser.once("error", done).end(done)));
}

function promisify(run: (done: (error?: Error | null) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => {
    run((error) => (error ? reject(error) : resolve()));
  });
}

/** The parser's errors for which there is a better text. */
const EXPLANATIONS: Record<string, string> = {
  CSV_MAX_RECORD_SIZE: `The row has more than ${ROW_LIMIT_TEXT}. Perhaps a quote in it is not closed.`,
  CSV_QUOTE_NOT_CLOSED: "The row has a quote that is not closed.",
  CSV_INVALID_CLOSING_QUOTE:
    'The row has text after a closing quote. Write a quote inside of a cell twice: "".',
  INVALID_OPENING_QUOTE:
    'The row has a quote inside of a cell that does not begin with one. Put the cell into quotes, and write each quote in it twice: "".',
};

function explain(error: unknown): string {
  const { code = "", message } = error as NodeJS.ErrnoException;
  return EXPLANATIONS[code] ?? message;
}

/**
 * Finds the line on which a record begins. The parser itself counts a line break twice if it is of two
 * characters and inside of quotes.
 */
class Lines {
  /** What the parser has read after its last record. */
  #bytes = Buffer.alloc(0);
  /** The number of bytes before these. */
  #offset = 0;
  #line = 1;

  add(chunk: Buffer): void {
    this.#bytes = Buffer.concat([this.#bytes, chunk]);
  }

  /** The line on which the next record begins. Empty lines are no records. */
  get next(): number {
    const isBreak = (byte: number): boolean => byte === LINE_FEED || byte === CARRIAGE_RETURN;
    const start = this.#bytes.findIndex((byte) => !isBreak(byte));
    return this.#line + countLines(this.#bytes.subarray(0, Math.max(0, start)));
  }

  /** Takes a record that ends at an offset. Returns the line on which it begins. */
  take(end: number): number {
    const { next } = this;
    const length = end - this.#offset;
    this.#line += countLines(this.#bytes.subarray(0, length));
    this.#bytes = this.#bytes.subarray(length);
    this.#offset = end;
    return next;
  }
}

function countLines(bytes: Buffer): number {
  let lines = 0;
  for (let at = bytes.indexOf(LINE_FEED); at >= 0; at = bytes.indexOf(LINE_FEED, at + 1))
    lines += 1;
  return lines;
}
