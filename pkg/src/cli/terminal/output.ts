import { Redactor } from "../../configuration/redactor.js";
import type { CommonFlags } from "../flags.js";
import { printable } from "./text.js";

/** Deletes the line on which the cursor is. */
const CLEAR_LINE = "\r\x1b[K";

/** The width of a terminal that does not tell its width. */
export const DEFAULT_COLUMNS = 80;

const COLORS = { red: "\x1b[31m", green: "\x1b[32m", none: "\x1b[39m" } as const;

/** A result as an object, and as a line for people. */
export interface Shown {
  readonly json: Record<string, unknown>;
  /** The first word is coloured. Without it the result is shown as JSON only. */
  readonly word?: string;
  readonly color?: "red" | "green";
  readonly text?: string;
}

/**
 * Writes the results to standard output, and everything else to standard error. Takes the key out of
 * both.
 */
export class Output {
  #isJson = false;
  #isQuiet = false;
  #redactor = new Redactor(process.env.ODEUS_API_KEY ?? "");
  #progress = "";
  readonly #closed = new AbortController();

  constructor() {
    // A reader that has enough, such as `head`, closes the pipe. That is no error.
    process.stdout.on("error", () => this.#closed.abort());
    process.stderr.on("error", () => {});
  }

  /** Is aborted when nobody reads standard output any more. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  configure({ json = false, quiet = false }: CommonFlags): this {
    this.#isJson = json;
    this.#isQuiet = quiet;
    return this;
  }

  /** Takes this key out of everything that follows. */
  hideKey(key: string): void {
    this.#redactor = new Redactor(key);
  }

  /** Writes a result. Resolves when more can be written. */
  result({ json, word = "", color, text }: Shown): Promise<void> {
    if (this.#isJson) return this.#writeResult(JSON.stringify(this.#withoutKey(json)));
    if (text === undefined) return Promise.resolve();
    const padded = word.padEnd("updated".length);
    const shown = color !== undefined && hasColors(process.stdout) ? paint(padded, color) : padded;
    return this.#writeResult(`${shown}  ${this.#redactor.text(printable(text))}`);
  }

  /** Writes what people want to know after a success or on the way. */
  note(text: string): void {
    if (!this.#isQuiet) this.error(text);
  }

  /** Writes what people must know. */
  error(text: string): void {
    this.writeError(`${printable(text)}\n`);
  }

  /** Writes what is wrong with a row. With `--json` the result of the row says it. */
  broken(text: string): void {
    if (!this.#isJson) this.error(text);
  }

  /** Writes a text as it is, but without the key. */
  writeError(text: string): void {
    this.#around(() => process.stderr.write(this.#redactor.text(text)));
  }

  /** Writes a text as it is, but without the key. */
  write(text: string): void {
    if (!this.closed.aborted) process.stdout.write(this.#redactor.text(text));
  }

  /** Whether a line that changes can be shown. */
  get showsProgress(): boolean {
    const { CI, TERM } = process.env;
    return process.stderr.isTTY === true && !CI && TERM !== "dumb" && !this.#isQuiet;
  }

  /** Shows a line that the next one replaces. An empty text removes it. */
  progress(text: string): void {
    if (text === this.#progress) return;
    this.#progress = text;
    this.#showProgress();
  }

  #showProgress(): void {
    // The terminal would break a line that reaches its edge, and then it could not be removed.
    const width = (process.stderr.columns || DEFAULT_COLUMNS) - 1;
    process.stderr.write(CLEAR_LINE + this.#progress.slice(0, width));
  }

  /** Waits until everything is written. */
  async flush(): Promise<void> {
    for (const stream of [process.stdout, process.stderr]) {
      if (stream.writable) await new Promise<void>((resolve) => stream.write("", () => resolve()));
    }
  }

  #writeResult(line: string): Promise<void> {
    let isFull = false;
    if (!this.closed.aborted) {
      this.#around(() => {
        isFull = !process.stdout.write(`${line}\n`);
      }, process.stdout.isTTY === true);
    }
    return isFull ? this.#drained() : Promise.resolve();
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const end = (): void => {
        process.stdout.off("drain", end);
        this.closed.removeEventListener("abort", end);
        resolve();
      };
      process.stdout.once("drain", end);
      this.closed.addEventListener("abort", end);
    });
  }

  /** Removes the progress while something is written to the terminal. */
  #around(write: () => void, isOnTerminal = true): void {
    const isHidden = isOnTerminal && this.#progress !== "";
    if (isHidden) process.stderr.write(CLEAR_LINE);
    write();
    if (isHidden) this.#showProgress();
  }

  /** Takes the key out of the values. The names of a result are those of this program. */
  #withoutKey(json: Record<string, unknown>): Record<string, unknown> {
    const hidden = ["id", "integration", "error", "issues"].filter((name) => name in json);
    return {
      ...json,
      ...Object.fromEntries(hidden.map((name) => [name, this.#clean(json[name])])),
    };
  }

  #clean(value: unknown): unknown {
    return this.#redactor.json(structuredClone(value));
  }
}

/** Whether a stream shows colours (https://no-color.org). */
function hasColors(stream: NodeJS.WriteStream): boolean {
  return stream.isTTY === true && !process.env.NO_COLOR && process.env.TERM !== "dumb";
}

function paint(text: string, color: "red" | "green"): string {
  return `${COLORS[color]}${text}${COLORS.none}`;
}
