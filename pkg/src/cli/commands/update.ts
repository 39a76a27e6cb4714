import type { IntegrationUpdate } from "../../types.js";
import type { UpdateFlags } from "../flags.js";
import { readText, refuseSharedInput, STANDARD_INPUT } from "../input.js";
import { readClientOptions, toProblem, withOptions } from "../key.js";
import { Exit, Problem } from "../problem.js";
import { loadSdk } from "../sdk.js";
import type { Output } from "../terminal/output.js";
import { listenForSignals } from "../terminal/signals.js";

const FIELDS = ["name", "description", "iconUrl", "color"] as const;

/** Changes one integration. Returns the exit status. */
export async function update(id: string, flags: UpdateFlags, output: Output): Promise<number> {
  refuseWrongFields(flags);
  refuseSharedInput(flags.apiKeyFile, flags.data);
  const interruption = listenForSignals(output);
  const options = await readClientOptions(flags, output);
  const changes = await readChanges(flags);
  const sdk = await loadSdk();
  const client = withOptions(sdk, () => new sdk.OdeusClient(options));
  const { timeout } = flags;
  const request = timeout === undefined ? {} : { timeoutMs: timeout };
  try {
    const { integration } = await client.updateIntegration(id, changes, request);
    await output.result({
      json: { type: "result", id: integration.id, status: "updated", integration },
      word: "updated",
      color: "green",
      text: integration.id,
    });
    await summarize(output, "updated");
    return interruption.status ?? Exit.Done;
  } catch (thrown) {
    const error = toProblem(sdk, thrown);
    if (!(error instanceof sdk.OdeusError)) throw error;
    const json = { type: "result", id, status: "failed", error: error.toJSON() };
    await output.result({ json });
    await summarize(output, "failed");
    output.error(error.message);
    if (interruption.status !== undefined) return interruption.status;
    if (error instanceof sdk.AuthenticationError) return Exit.Key;
    return error instanceof sdk.ValidationError ? Exit.Refused : Exit.Failed;
  }
}

function refuseWrongFields(flags: UpdateFlags): void {
  const given = FIELDS.filter((field) => flags[field] !== undefined);
  if (flags.data !== undefined && given.length > 0) {
    throw new Problem("Give the fields as options or by --data, and not both.");
  }
  if (flags.data === undefined && given.length === 0) {
    throw new Problem(
      "Say what to change: --name, --description, --icon-url, --color, or --data with a JSON file.",
    );
  }
}

/** The fields as they were given. The package checks them. */
async function readChanges(flags: UpdateFlags): Promise<IntegrationUpdate> {
  if (flags.data === undefined) {
    const given = FIELDS.filter((field) => flags[field] !== undefined);
    return Object.fromEntries(given.map((field) => [field, flags[field]]));
  }
  const name = flags.data === STANDARD_INPUT ? "Standard input" : flags.data;
  const text = await readText(flags.data);
  let changes: unknown;
  try {
    changes = JSON.parse(text);
  } catch (error) {
    throw new Problem(`${name} is not JSON: ${(error as Error).message}.`);
  }
  // The API takes an update without a field. Here it is a mistake of the user.
  if (JSON.stringify(changes) === "{}") {
    throw new Problem(`${name} has no field. Say what to change: {"name": "..."}.`);
  }
  return changes as IntegrationUpdate;
}

async function summarize(output: Output, status: "updated" | "failed"): Promise<void> {
  const none = { read: 1, updated: 0, failed: 0, invalid: 0, skipped: 0, retries: 0, inFlight: 0 };
  const json = { type: "summary", ...none, [status]: 1, checkpoint: 1, ratePerSecond: 0 };
  await output.result({ json });
}
