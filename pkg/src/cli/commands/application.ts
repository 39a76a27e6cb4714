import type { BulkOptions, BulkResult, BulkRun } from "../../bulk/types.js";
import type { OdeusClient } from "../../client.js";
import type { IntegrationUpdate } from "../../types.js";
import type { ApplyFlags } from "../flags.js";
import { FailuresFile } from "../journal/failures.js";
import { Journal } from "../journal/journal.js";
import { checkRow } from "../rows/check.js";
import { Rows } from "../rows/read.js";
import type { Row } from "../rows/row.js";
import { showProgress } from "../terminal/progress.js";
import { BrokenRow, conclude } from "./conclusion.js";
import { BrokenRows } from "./rows-output.js";
import type { Job } from "./survey.js";

/** A row that is sent. */
interface Item {
  readonly id: string;
  readonly changes: IntegrationUpdate;
  readonly row: Row;
  /** The rows before it. */
  readonly index: number;
}

/** Sends the rows, and writes down what became of them. */
export class Application {
  readonly #job: Job;
  readonly #flags: ApplyFlags;
  readonly #rows: Rows;
  readonly #broken: BrokenRows;
  /** Ends the run: it pulls no more rows, and what is under way goes on. */
  readonly #stop = new AbortController();
  #failures: FailuresFile | undefined;
  #journal: Journal | undefined;
  #run: BulkRun<Item> | undefined;
  #problem: unknown;
  #hasSent = false;
  #firstFailure = "";

  constructor(job: Job, flags: ApplyFlags) {
    this.#job = job;
    this.#flags = flags;
    this.#rows = new Rows(job.sdk, job.input, job.settled);
    this.#broken = new BrokenRows(job.output, job.input);
  }

  /**
   * Sends the rows.
   *
   * @param total - the number of rows that are sent, if it is known
   * @returns the exit status
   */
  async run(client: OdeusClient, limits: BulkOptions, total: number | undefined): Promise<number> {
    const { sdk, output, interruption } = this.#job;
    this.#openFiles();
    for (const signal of [interruption.signal, output.closed]) {
      if (signal.aborted) this.#stop.abort();
      signal.addEventListener("abort", () => this.#stop.abort());
    }
    const run = sdk.updateIntegrations(finishing(client), this.#items(), {
      ...limits,
      ...(total !== undefined && { total }),
      signal: this.#stop.signal,
    });
    this.#run = run;
    const endProgress = showProgress(output, () => run.progress);
    const reason = await this.#readResults(run);
    endProgress();
    this.#closeFiles();
    this.#broken.end();
    return conclude(this.#job, {
      progress: run.progress,
      reason: this.#problem ?? reason,
      broken: this.#broken,
      firstFailure: this.#firstFailure,
      hasSent: this.#hasSent,
      checkpoint: this.#journal?.rows,
    });
  }

  #openFiles(): void {
    const { failures, resume } = this.#flags;
    const { settled } = this.#job;
    if (failures !== undefined) {
      this.#failures = new FailuresFile(failures, settled !== undefined && settled.rows > 0);
    }
    if (resume === undefined || settled === undefined) return;
    this.#journal = new Journal(resume, this.#failures, {
      settledItems: () => this.#run?.progress.checkpoint ?? 0,
      passed: () => this.#rows.passed,
    });
    this.#journal.begin(settled, (problem) => this.#giveUp(problem));
  }

  #closeFiles(): void {
    try {
      this.#journal?.end();
      this.#failures?.close();
    } catch (problem) {
      this.#giveUp(problem);
    }
  }

  /** Ends the run because of a problem of this machine, such as a full disk. */
  #giveUp(problem: unknown): void {
    this.#problem ??= problem;
    this.#stop.abort();
  }

  /** The rows that are sent. */
  async *#items(): AsyncGenerator<Item> {
    const { sdk } = this.#job;
    let items = 0;
    let index = this.#job.settled?.rows ?? 0;
    for await (const { row, passed } of this.#rows) {
      const checked = checkRow(sdk, row);
      const isBroken = checked.issues !== undefined;
      // Between the row's arrival and this line nothing else runs, so the state cannot pass the row.
      if (passed !== undefined) this.#journal?.add(passed, isBroken ? -1 : items);
      if (checked.issues !== undefined) {
        if (this.#flags.skipInvalid) this.#writeFailure(index, row);
        await this.#broken.add(row.line, checked.id, checked.issues);
        if (!this.#flags.skipInvalid) throw new BrokenRow();
      } else {
        items += 1;
        const { id, changes } = checked;
        yield { id, changes, row, index };
      }
      index += 1;
    }
  }

  /** Reads the results to their end. Returns why the run stopped, if it stopped. */
  async #readResults(run: BulkRun<Item>): Promise<unknown> {
    try {
      for await (const result of run) {
        this.#hasSent ||= result.attempts > 0;
        this.#keep(result);
        await this.#show(result);
      }
      return undefined;
    } catch (reason) {
      return reason;
    }
  }

  /** Writes down what became of a row. */
  #keep(result: BulkResult<Item>): void {
    const { row, index } = result.item;
    try {
      if (result.status === "updated") this.#journal?.settle(index);
      if (result.status === "failed") this.#writeFailure(index, row);
    } catch (problem) {
      this.#giveUp(problem);
    }
  }

  #writeFailure(index: number, { source }: Row): void {
    // The journal writes the row when it is sure that no later run sends it.
    if (this.#journal !== undefined) this.#journal.fail(index, source);
    else this.#failures?.write(source);
  }

  #show(result: BulkResult<Item>): Promise<void> {
    const { line } = result.item.row;
    const { status, attempts } = result;
    const id = result.item.id.toLowerCase();
    const json = { type: "result", line, id, status, attempts };
    const where = `${id}  line ${line}`;
    const { output, input } = this.#job;
    if (status === "updated") {
      const { integration } = result;
      return output.result({
        json: { ...json, integration },
        word: status,
        color: "green",
        text: where,
      });
    }
    if (status === "skipped") return output.result({ json, word: status, text: where });
    this.#firstFailure ||= `${input.name}:${line}`;
    const { error } = result;
    const text = `${where}: ${error.message}`;
    return output.result({
      json: { ...json, error: error.toJSON() },
      word: status,
      color: "red",
      text,
    });
  }
}

/** A client whose requests are finished when the run ends early. The run passes its signal to each. */
function finishing(client: OdeusClient): Pick<OdeusClient, "updateIntegration"> {
  return {
    updateIntegration: (id, changes, { signal: _, ...options } = {}) =>
      client.updateIntegration(id, changes, options),
  };
}
