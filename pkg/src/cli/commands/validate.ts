import type { ApplyFlags, ValidateFlags } from "../flags.js";
import { openInput, refuseSharedInput } from "../input.js";
import { Exit } from "../problem.js";
import { loadSdk } from "../sdk.js";
import type { Output } from "../terminal/output.js";
import { listenForSignals } from "../terminal/signals.js";
import { count } from "../terminal/text.js";
import { type Job, survey } from "./survey.js";

/** Checks the rows of a file. Returns the exit status. */
export async function validate(
  path: string,
  flags: ValidateFlags,
  output: Output,
): Promise<number> {
  refuseSharedInput(flags.apiKeyFile, path);
  const interruption = listenForSignals(output);
  const input = await openInput(path, flags.format);
  const sdk = await loadSdk();
  return check({ sdk, input, output, interruption, settled: undefined }, {}, "valid");
}

/**
 * Checks the rows, and shows each of them.
 *
 * @param word - what the text says about a valid row
 */
export async function check(
  job: Job,
  { skipInvalid = false }: ApplyFlags,
  word: "valid" | "would update",
): Promise<number> {
  const { output, interruption } = job;
  const { valid, broken, isStopped } = await survey(job, {
    onValid(line, id, changes) {
      const json = { type: "result", line, id, status: "valid" };
      if (word === "valid") return output.result({ json });
      const text = `${id}  line ${line}: ${Object.keys(changes).join(", ") || "no field"}`;
      return output.result({ json, word, text });
    },
  });
  const read = valid + broken.count;
  await output.result({ json: summaryOf({ read, skipped: valid, invalid: broken.count }) });
  if (interruption.status !== undefined) return interruption.status;
  // Who closed the pipe does not want to read more.
  if (isStopped) return Exit.Failed;
  if (broken.count === 0) {
    output.note(`${count(read, "row")}, no problem found. Nothing was sent.`);
    return Exit.Done;
  }
  output.error(`${broken.text} Nothing was sent.`);
  return skipInvalid ? Exit.Failed : Exit.Refused;
}

/** The summary of a command that sent nothing. */
export function summaryOf(counts: {
  read: number;
  skipped: number;
  invalid: number;
}): Record<string, unknown> {
  const none = { updated: 0, failed: 0, retries: 0, inFlight: 0, checkpoint: 0, ratePerSecond: 0 };
  return { type: "summary", ...none, ...counts };
}
