import { Queue } from "bullmq";
import { Redis } from "ioredis";

/** How often a job may start. Every start counts, also one that ends with 429. */
export const MAX_ATTEMPTS = Number(process.env.MAX_ATTEMPTS ?? 30);

export const redis = new Redis(process.env.REDIS_URL ?? "redis://127.0.0.1:6379", {
  maxRetriesPerRequest: null, // BullMQ asks for this: its workers wait for Redis.
});

export const queue = new Queue("odeus-updates", {
  connection: redis,
  defaultJobOptions: {
    attempts: MAX_ATTEMPTS,
    backoff: { type: "custom" }, // the `backoffStrategy` of the worker
    removeOnComplete: 1_000,
    // `removeOnFail` is not set: BullMQ keeps failed jobs, and they are the dead letters.
  },
});
queue.on("error", console.error);

/**
 * Adds an update. `version` grows with each change of the integration in your data. `changes` must hold every
 * field that you manage, because a newer update replaces an older one that has not been made.
 */
export function enqueue(id, changes, version) {
  // BullMQ ignores a second job with the same id, so a producer may repeat this call.
  const jobId = `${id}-${version}`;
  return queue.add("update", { id, changes, version }, { jobId });
}
