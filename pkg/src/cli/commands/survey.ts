import type { IntegrationUpdate } from "../../types.js";
import type { Input } from "../input.js";
import type { Settled } from "../journal/state.js";
import { checkRow } from "../rows/check.js";
import { Rows } from "../rows/read.js";
import type { Sdk } from "../sdk.js";
import type { Output } from "../terminal/output.js";
import type { Interruption } from "../terminal/signals.js";
import { BrokenRows } from "./rows-output.js";

/** What a survey needs. */
export interface Job {
  readonly sdk: Sdk;
  readonly input: Input;
  readonly output: Output;
  readonly interruption: Interruption;
  /** The rows that an earlier run has settled. */
  readonly settled: Settled | undefined;
}

/** What a survey found. */
export interface Survey {
  readonly valid: number;
  readonly broken: BrokenRows;
  /** Whether it stopped before the end of the rows. */
  readonly isStopped: boolean;
}

/** What a survey does besides counting. */
export interface SurveyOptions {
  readonly onValid?: (line: number, id: string, changes: IntegrationUpdate) => Promise<void>;
  /** Whether broken rows are only counted. */
  readonly hidesBroken?: boolean | undefined;
}

/** Reads all rows and checks them. Sends nothing. */
export async function survey(
  { sdk, input, output, interruption, settled }: Job,
  { onValid, hidesBroken = false }: SurveyOptions = {},
): Promise<Survey> {
  const broken = new BrokenRows(output, input);
  const signal = AbortSignal.any([interruption.signal, output.closed]);
  let valid = 0;
  for await (const { row } of untilAborted(new Rows(sdk, input, settled), signal)) {
    const checked = checkRow(sdk, row);
    if (checked.issues === undefined) {
      valid += 1;
      await onValid?.(row.line, checked.id, checked.changes);
    } else if (hidesBroken) {
      broken.hide();
    } else {
      await broken.add(row.line, checked.id, checked.issues);
    }
  }
  broken.end();
  return { valid, broken, isStopped: signal.aborted };
}

/** Gives the values of a source until the signal is aborted. A pending value is not waited for then. */
export async function* untilAborted<Value>(
  source: AsyncIterable<Value>,
  signal: AbortSignal,
): AsyncGenerator<Value> {
  const iterator = source[Symbol.asyncIterator]();
  let stop = (): void => {};
  signal.addEventListener("abort", () => stop());
  while (!signal.aborted) {
    // `Promise.race` with one promise for the signal would keep something for each value.
    const step = await new Promise<IteratorResult<Value>>((resolve, reject) => {
      stop = () => resolve({ done: true, value: undefined });
      iterator.next().then(resolve, reject);
    });
    if (step.done) return;
    yield step.value;
  }
}
