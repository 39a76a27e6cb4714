import type { BulkProgress } from "../../bulk/types.js";
import { DEFAULT_COLUMNS, type Output } from "./output.js";
import { digits, duration } from "./text.js";

const INTERVAL_MS = 250;

/** Shows the progress of a run again and again, where people can see it. Returns a function that ends it. */
export function showProgress(output: Output, read: () => BulkProgress): () => void {
  if (!output.showsProgress) return () => {};
  const show = (): void => {
    output.progress(progressLine(read(), (process.stderr.columns || DEFAULT_COLUMNS) - 1));
  };
  // A run that ends at once, such as one whose output goes to `head`, shows nothing.
  const timer = setInterval(show, INTERVAL_MS);
  return () => {
    clearInterval(timer);
    output.progress("");
  };
}

/** The progress as one line. What does not fit into the width is left out. */
function progressLine(progress: BulkProgress, width: number): string {
  const { updated, failed, total, ratePerSecond, pausedUntil, etaMs } = progress;
  const done = digits(updated + failed);
  const pauseMs = (pausedUntil ?? 0) - Date.now();
  const parts = [
    `${total === undefined ? done : `${done} of ${digits(total)}`} done`,
    `${digits(failed)} failed`,
    ...(pauseMs > 0 ? [`the API asks to wait ${duration(pauseMs)}`] : []),
    ...(etaMs === undefined ? [] : [`${duration(etaMs)} left`]),
    `${ratePerSecond < 10 ? ratePerSecond.toFixed(1) : digits(ratePerSecond)}/s`,
  ];
  let line = "";
  for (const part of parts) {
    const longer = line === "" ? part : `${line}, ${part}`;
    if (longer.length <= width) line = longer;
  }
  return line;
}
