import { createHash } from "node:crypto";
import type { Input } from "../input.js";
import type { Settled } from "../journal/state.js";
import { Problem } from "../problem.js";
import type { Sdk } from "../sdk.js";
import { digits } from "../terminal/text.js";
import { readJson } from "./json.js";
import { readNdjson } from "./ndjson.js";
import type { Row } from "./row.js";

/** Reads the rows of an input, and passes over those that an earlier run has settled. */
export class Rows {
  readonly #sdk: Sdk;
  readonly #input: Input;
  readonly #settled: Settled | undefined;
  readonly #hash = createHash("sha256");
  #read = 0;

  /** @param settled - the leading rows that are settled. Without it no hash is computed. */
  constructor(sdk: Sdk, input: Input, settled: Settled | undefined) {
    this.#sdk = sdk;
    this.#input = input;
    this.#settled = settled;
  }

  /** The rows that were read so far, and their hash. */
  get passed(): Settled {
    // The copy is ended, and the hash itself goes on.
    return { rows: this.#read, sha256: this.#hash.copy().digest("hex") };
  }

  /**
   * The rows that are not settled. `passed` is what came before a row, if there is a state.
   *
   * @throws Problem if the settled rows are not the ones of the earlier run
   */
  async *[Symbol.asyncIterator](): AsyncGenerator<{ row: Row; passed: Settled | undefined }> {
    const { rows: settledRows = 0, sha256 } = this.#settled ?? {};
    for await (const row of await this.#parse()) {
      const passed = this.#settled && this.#read >= settledRows ? this.passed : undefined;
      this.#read += 1;
      if (this.#settled) this.#hash.update(row.source).update("\n");
      if (this.#read > settledRows) yield { row, passed };
      else if (this.#read === settledRows && this.passed.sha256 !== sha256) throw this.#changed();
    }
    if (this.#read < settledRows) throw this.#changed();
  }

  #changed(): Problem {
    const rows = digits(this.#settled?.rows ?? 0);
    return new Problem(
      `The first ${rows} rows of ${this.#input.name} are not those that the state file was written for. Use the rows of the earlier run, or delete the state file to begin again.`,
    );
  }

  async #parse(): Promise<AsyncIterable<Row>> {
    const { name, format } = this.#input;
    const chunks = this.#input.chunks();
    if (format === "ndjson") return readNdjson(chunks, name);
    if (format === "json") return readJson(chunks, name);
    const { readCsv } = await import("./csv.js");
    // The value `undefined` breaks no rule of a field, so only a wrong name does.
    const findBroken = (column: string): string | undefined =>
      this.#sdk.validateIntegrationUpdate({ [column]: undefined })[0]?.message;
    return readCsv(chunks, name, findBroken);
  }
}
