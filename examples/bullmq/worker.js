import { DelayedError, UnrecoverableError, Worker } from "bullmq";
import { adviseRetry, isOdeusError, OdeusClient } from "odeus-integrations";
import { MAX_ATTEMPTS, queue, redis } from "./queue.js";
import { claim, release } from "./versions.js";

const maxDelayMs = Number(process.env.MAX_DELAY_MS ?? 900_000);
/** How long BullMQ waits for a sign of life of a worker, before it gives the job to another worker. */
const lockDuration = Number(process.env.LOCK_MS ?? 30_000);

// BullMQ repeats the jobs, so a call makes one request.
const odeus = new OdeusClient({ maxRetries: 0 });

async function work(job, token) {
  const { id, changes, version } = job.data;
  const claimed = await claim(id, version, job.id);
  if (claimed === "stale") return "stale";
  if (claimed === "busy") {
    await job.moveToDelayed(Date.now() + 1_000, token);
    throw new DelayedError();
  }
  try {
    await odeus.updateIntegration(id, changes);
    return "updated";
  } catch (error) {
    return await settle(job, error);
  } finally {
    await release(id, job.id);
  }
}

/** Does what the package advises after an error. */
async function settle(job, error) {
  const { verdict, delayMs } = adviseRetry(error, { attempt: job.attemptsStarted, maxDelayMs });
  if (verdict === "done") return "updated";
  if (verdict === "halt") {
    // Every job would fail, for example because the key is wrong. Mend the cause, then call queue.resume().
    console.error("The queue is paused:", error.toJSON());
    await queue.pause();
    throw Worker.RateLimitError(); // puts the job back in front of the others
  }
  // `attemptsMade` does not count the starts that end with a RateLimitError, but `attemptsStarted` does.
  if (verdict === "drop" || job.attemptsStarted >= MAX_ATTEMPTS) {
    throw new UnrecoverableError(JSON.stringify(error)); // `failedReason` of the dead letter
  }
  if (verdict === "pause") {
    // This closes the gate for all workers. A shorter pause must not replace a longer one.
    const pauseMs = Math.max(1, delayMs, await queue.getRateLimitTtl());
    await queue.rateLimit(Math.ceil(pauseMs));
    throw Worker.RateLimitError();
  }
  throw error; // "retry": BullMQ asks the backoffStrategy for the delay
}

/** The delay in milliseconds before BullMQ repeats a job. */
function backoffStrategy(attempt, _type, error) {
  return isOdeusError(error) ? adviseRetry(error, { attempt, maxDelayMs }).delayMs : 1_000;
}

const worker = new Worker(queue.name, work, {
  connection: redis,
  concurrency: Number(process.env.CONCURRENCY ?? 4),
  // The gate works only with a limiter: BullMQ does not look at a pause without it.
  limiter: { max: 50, duration: 1_000 },
  settings: { backoffStrategy },
  lockDuration,
  stalledInterval: lockDuration,
  maxStalledCount: 10, // how often a job may lose its worker
});
worker.on("error", console.error);

process.once("SIGTERM", async () => {
  await worker.close(); // waits for the jobs that are under way
  await queue.close();
  await redis.quit();
});
