import type { ApplyFlags } from "../flags.js";
import { openInput, refuseSameFile, refuseSharedInput, STANDARD_INPUT } from "../input.js";
import { readState } from "../journal/state.js";
import { readClientOptions, withOptions } from "../key.js";
import { Exit, Problem } from "../problem.js";
import { loadSdk } from "../sdk.js";
import type { Output } from "../terminal/output.js";
import { listenForSignals } from "../terminal/signals.js";
import { Application } from "./application.js";
import { type Job, survey } from "./survey.js";
import { check, summaryOf } from "./validate.js";

/** Makes the update of each row of a file. Returns the exit status. */
export async function apply(path: string, flags: ApplyFlags, output: Output): Promise<number> {
  refuseSharedInput(flags.apiKeyFile, path);
  const interruption = listenForSignals(output);
  const input = await openInput(path, flags.format);
  await refuseFiles(path, flags);
  const options = flags.dryRun ? {} : await readClientOptions(flags, output);
  const settled = flags.resume === undefined ? undefined : readState(flags.resume);
  const sdk = await loadSdk();
  const job: Job = { sdk, input, output, interruption, settled };
  if (flags.dryRun) return check(job, flags, "would update");

  const client = withOptions(sdk, () => new sdk.OdeusClient(options));
  const limits = readLimits(flags);
  // The run checks these options when it is made. A bad one must not wait for all rows.
  withOptions(sdk, () => sdk.updateIntegrations(client, [], limits));
  let total: number | undefined;
  if (input.isRepeatable) {
    // With --skip-invalid, a broken row is shown when its turn comes.
    const { valid, broken, isStopped } = await survey(job, { hidesBroken: flags.skipInvalid });
    if (isStopped) return interruption.status ?? Exit.Failed;
    if (broken.count > 0 && !flags.skipInvalid) {
      const read = valid + broken.count;
      await output.result({ json: summaryOf({ read, skipped: valid, invalid: broken.count }) });
      output.error(
        `${broken.text} Nothing was sent. Correct the file, or add --skip-invalid to leave broken rows out.`,
      );
      return Exit.Refused;
    }
    total = valid;
  }
  return new Application(job, flags).run(client, limits, total);
}

/** The options of the run that the user can set. */
function readLimits({ concurrency, maxFailures, timeout }: ApplyFlags) {
  return {
    ...(concurrency !== undefined && { concurrency }),
    ...(maxFailures !== undefined && { maxFailures }),
    ...(timeout !== undefined && { timeoutMs: timeout }),
  };
}

async function refuseFiles(path: string, { resume, failures, apiKeyFile }: ApplyFlags) {
  const written = { "--resume": resume, "--failures": failures };
  for (const [option, file] of Object.entries(written)) {
    if (file === STANDARD_INPUT) throw new Problem(`${option} needs the name of a file, not -.`);
  }
  await refuseSameFile({ "The input": path, "--api-key-file": apiKeyFile, ...written });
}
