// The budget guards against accidents. It is not a target.

/**
 * The most that one client may add to a Worker: its script, minified, and its wasm, both after
 * gzip -9. A kilobyte is 1,000 bytes.
 */
export const WORKER_BUDGET_KB = 40;

/** The same for a Worker that also uses `updateIntegrations`. */
export const BULK_WORKER_BUDGET_KB = 46;
