import { adviseRetry, OdeusClient } from "odeus-integrations";

/** The longest delay that Cloudflare Queues takes, in seconds: a day. */
const LONGEST_DELAY = 86_400;

/**
 * Makes the updates of a batch, one after the other.
 *
 * If this function throws an error, or its Worker ends, Cloudflare delivers the messages again that were not
 * acknowledged.
 *
 * @param {MessageBatch} batch
 * @param {object} env the bindings of wrangler.jsonc
 */
export async function consume(batch, env) {
  const gate = env.GATE.get(env.GATE.idFromName("odeus"));
  const closedMs = await gate.closedMs();
  if (closedMs > 0) {
    batch.retryAll({ delaySeconds: toSeconds(closedMs) });
    return;
  }
  const odeus = new OdeusClient({
    apiKey: env.ODEUS_API_KEY,
    baseUrl: env.ODEUS_BASE_URL,
    maxRetries: 0, // the queue repeats the jobs
  });
  let holdMs = 0;
  for (const message of batch.messages) {
    if (holdMs > 0) message.retry({ delaySeconds: toSeconds(holdMs) });
    else holdMs = await work(message, odeus, gate, env);
  }
}

/** Works on one message. Returns how long no other message may be worked on, in milliseconds. */
async function work(message, odeus, gate, env) {
  const { id, changes, version } = message.body;
  const integration = env.INTEGRATIONS.get(env.INTEGRATIONS.idFromName(id.toLowerCase()));
  const claim = await integration.claim(version, message.id);
  if (claim === "stale") {
    message.ack(); // a newer update was claimed
    return 0;
  }
  if (claim === "busy") {
    message.retry({ delaySeconds: 1 });
    return 0;
  }
  try {
    await odeus.updateIntegration(id, changes);
    message.ack();
    return 0;
  } catch (error) {
    return await settle(message, error, gate, env);
  } finally {
    await integration.release(message.id);
  }
}

/** Does with a message what the package advises after an error. */
async function settle(message, error, gate, env) {
  const { verdict, delayMs } = adviseRetry(error, {
    attempt: message.attempts,
    maxDelayMs: env.MAX_DELAY_SECONDS * 1_000,
  });
  if (verdict === "done") {
    message.ack();
    return 0;
  }
  // "halt": every job would fail, for example because the key is wrong. The log says what to mend.
  if (verdict === "halt") console.error("Every update fails:", error.toJSON());
  const holdMs = verdict === "pause" || verdict === "halt" ? delayMs : 0;
  if (holdMs > 0) await gate.close(holdMs); // for all consumers
  if (verdict === "drop" || message.attempts >= env.MAX_ATTEMPTS) {
    await env.DEAD_LETTERS.send({ ...message.body, error: error.toJSON() });
    message.ack();
  } else {
    message.retry({ delaySeconds: toSeconds(delayMs) });
  }
  return holdMs;
}

/** Cloudflare Queues takes whole seconds. Rounded down, a job would come back before the gate opens. */
function toSeconds(milliseconds) {
  return Math.min(LONGEST_DELAY, Math.ceil(milliseconds / 1_000));
}
