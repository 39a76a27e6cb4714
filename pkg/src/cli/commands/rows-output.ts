import type { Input } from "../input.js";
import type { RowIssue } from "../rows/check.js";
import type { Output } from "../terminal/output.js";
import { count } from "../terminal/text.js";

/** The most broken rows that are shown as text. `--json` shows all. */
const SHOWN_LIMIT = 100;

/** Counts the broken rows, and shows them. */
export class BrokenRows {
  readonly #output: Output;
  readonly #input: Input;
  #count = 0;
  #firstLine = 0;

  constructor(output: Output, input: Input) {
    this.#output = output;
    this.#input = input;
  }

  get count(): number {
    return this.#count;
  }

  /** Shows a broken row. */
  async add(line: number, id: string | undefined, issues: readonly RowIssue[]): Promise<void> {
    this.#count += 1;
    if (this.#count === 1) this.#firstLine = line;
    if (this.#count <= SHOWN_LIMIT) {
      for (const { message } of issues) {
        this.#output.broken(`${this.#input.name}:${line}: ${message}`);
      }
    }
    const shown = id === undefined ? {} : { id };
    await this.#output.result({
      json: { type: "result", line, ...shown, status: "invalid", issues },
    });
  }

  /** Counts a broken row that is shown later. */
  hide(): void {
    this.#count += 1;
  }

  /** Says where the first one is, and how many there are. */
  get text(): string {
    const place = `${this.#input.name}:${this.#firstLine}`;
    if (this.#count === 1) return `One row is broken, at ${place}.`;
    return `${count(this.#count, "row")} are broken, the first at ${place}.`;
  }

  /** Says that not all were shown. */
  end(): void {
    const more = this.#count - SHOWN_LIMIT;
    if (more > 0) this.#output.broken(`${count(more, "more broken row")}. Use --json to see all.`);
  }
}
