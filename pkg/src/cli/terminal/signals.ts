import { Exit } from "../problem.js";
import type { Output } from "./output.js";

/** Ctrl-C and SIGTERM. */
export interface Interruption {
  /** Is aborted by the first of them. */
  readonly signal: AbortSignal;
  /** The exit status after it, or `undefined` if none came. */
  readonly status: number | undefined;
}

/**
 * Listens for Ctrl-C and SIGTERM. The first one asks the command to end soon, the second one ends the
 * process.
 */
export function listenForSignals(output: Output): Interruption {
  const controller = new AbortController();
  let status: number | undefined;
  for (const name of ["SIGINT", "SIGTERM"] as const) {
    process.on(name, () => {
      const isFirst = status === undefined;
      status = Exit[name];
      if (!isFirst) {
        output.progress("");
        process.exit(status);
      }
      output.note(
        "Stopping: what is under way is finished first. Interrupt again to stop at once.",
      );
      controller.abort();
    });
  }
  return {
    signal: controller.signal,
    get status() {
      return status;
    },
  };
}
