// The most that a Worker is shipped for one client: the scripts and the wasm together, minified, each
// by gzip -9. The number guards against accidents.

/** In kilobytes of 1,000 bytes. */
export const WORKER_BUDGET_KB = 40;
