import type { BulkProgress } from "../../bulk/types.js";
import { toProblem } from "../key.js";
import { Exit, Problem } from "../problem.js";
import { count, digits } from "../terminal/text.js";
import type { BrokenRows } from "./rows-output.js";
import type { Job } from "./survey.js";

/** Ends a run at a broken row. */
export class BrokenRow extends Error {}

/** How a run ended. */
export interface Ending {
  readonly progress: BulkProgress;
  /** Why the run stopped before its end; `undefined` if it did not. */
  readonly reason: unknown;
  readonly broken: BrokenRows;
  /** The place of the first row that failed. Empty if none failed. */
  readonly firstFailure: string;
  readonly hasSent: boolean;
  /** The rows that the state counts, if there is one. */
  readonly checkpoint: number | undefined;
}

/** Writes the summary, says what the user can do, and returns the exit status. */
export async function conclude(job: Job, ending: Ending): Promise<number> {
  const { output } = job;
  const { progress, broken, checkpoint } = ending;
  const json = {
    type: "summary",
    ...progress,
    read: progress.read + broken.count,
    invalid: broken.count,
    checkpoint: checkpoint ?? progress.checkpoint,
  };
  await output.result({ json });
  const status = statusOf(job, ending);
  // Who closed the pipe does not want to read more.
  if (output.closed.aborted) return status;
  const text = describe(ending);
  if (status === Exit.Done) output.note(text);
  else output.error(text);
  for (const advice of adviseOn(job, ending)) output.error(advice);
  return status;
}

function statusOf({ sdk, interruption, output }: Job, ending: Ending): number {
  const { reason, progress, broken, hasSent } = ending;
  if (interruption.status !== undefined) return interruption.status;
  if (reason === undefined) {
    return progress.failed + broken.count > 0 ? Exit.Failed : Exit.Done;
  }
  if (output.closed.aborted) return Exit.Failed;
  const cause = causeOf(sdk, reason);
  if (cause instanceof sdk.AuthenticationError) return Exit.Key;
  if (cause instanceof BrokenRow) return hasSent ? Exit.Failed : Exit.Refused;
  if (cause instanceof Problem) return hasSent ? Exit.Failed : cause.status;
  return Exit.Failed;
}

/** What stopped the run: the error of the source itself, and a bad option as a problem. */
function causeOf(sdk: Job["sdk"], reason: unknown): unknown {
  return reason instanceof sdk.SourceError ? reason.cause : toProblem(sdk, reason);
}

function describe({ progress, broken, checkpoint }: Ending): string {
  const { updated, failed, skipped } = progress;
  const read = progress.read + broken.count;
  if (read === 0 && checkpoint)
    return `An earlier run has settled all ${count(checkpoint, "row")}.`;
  const parts = [
    `${digits(updated)} updated`,
    `${digits(failed)} failed`,
    ...(broken.count > 0 ? [`${digits(broken.count)} broken`] : []),
    ...(skipped > 0 ? [`${digits(skipped)} not sent`] : []),
  ];
  return `${count(read, "row")}: ${parts.join(", ")}.`;
}

/** Says where the first problem is, and how to go on. */
function* adviseOn(job: Job, ending: Ending): Generator<string> {
  const { sdk, interruption } = job;
  const { reason, broken, firstFailure, hasSent, checkpoint } = ending;
  if (broken.count > 0) yield broken.text;
  if (firstFailure !== "") yield `The first row that failed is at ${firstFailure}.`;
  if (reason === undefined) return;
  const cause = causeOf(sdk, reason);
  if (cause instanceof BrokenRow) {
    yield `The run stopped there. ${hasSent ? "Rows before it were sent." : "Nothing was sent."} Correct the row, or add --skip-invalid to leave broken rows out.`;
  } else if (interruption.status === undefined) {
    yield `The run stopped early: ${cause instanceof Error ? cause.message : String(cause)}`;
  }
  if (checkpoint !== undefined) {
    yield `${count(checkpoint, "row")} from the start are settled. Run the same command again to go on from there.`;
  }
}
