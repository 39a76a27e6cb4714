import { createHash } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { OdeusClient, updateIntegrations } from "odeus-integrations";

const SAVE_EVERY_MS = 250;

const [file = "updates.json"] = process.argv.slice(2);
const stateFile = `${file}.state`;
const failuresFile = `${file}.failures`;

const text = readFileSync(file, "utf8");
const updates = JSON.parse(text);
const sha256 = createHash("sha256").update(text).digest("hex");

let checkpoint = readCheckpoint();
let savedAt = 0;
const run = updateIntegrations(new OdeusClient(), updates, { skip: checkpoint, ordered: true });
try {
  for await (const { index, item, status, error } of run) {
    // If the run stops, some items have a result but are not settled. The next run makes them again.
    if (index >= run.progress.checkpoint) continue;
    if (status === "failed") {
      appendFileSync(failuresFile, `${JSON.stringify({ ...item, error })}\n`);
    }
    checkpoint = index + 1;
    if (performance.now() - savedAt >= SAVE_EVERY_MS) save();
  }
} finally {
  save();
}
console.log(`${run.progress.updated} updated, ${run.progress.failed} failed`);

/** Reads where an earlier run ended. */
function readCheckpoint() {
  if (!existsSync(stateFile)) return 0;
  const state = JSON.parse(readFileSync(stateFile, "utf8"));
  // The checkpoint counts the items of one file. In another file it would pass over other items.
  if (state.sha256 !== sha256) throw new Error(`${file} is not the file of ${stateFile}.`);
  return state.checkpoint;
}

function save() {
  // The rename is one step. So after a crash the file has the old state or the new one.
  writeFileSync(`${stateFile}.new`, JSON.stringify({ sha256, checkpoint }));
  renameSync(`${stateFile}.new`, stateFile);
  savedAt = performance.now();
}
