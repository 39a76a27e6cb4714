import {
  ChangeMessageVisibilityBatchCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { adviseRetry, isOdeusError, OdeusClient } from "odeus-integrations";

const { QUEUE_URL, DEAD_LETTER_QUEUE_URL } = process.env;
/** After so many receives, a message whose update fails goes to the dead letters. */
const MAX_RECEIVES = Number(process.env.MAX_RECEIVES ?? 100);
const maxDelayMs = Number(process.env.MAX_DELAY_MS ?? 900_000);
const CALL_MS = 9_000;

const sqs = new SQSClient();
// SQS repeats the messages, so a call makes one request.
const odeus = new OdeusClient({ maxRetries: 0, timeoutMs: CALL_MS });

/** The gate of this instance of the function. Lambda keeps an instance for many batches. */
let closedUntil = 0;

/** Makes the updates of a batch of a FIFO queue. Lambda deletes the messages that are not in the answer. */
export async function handler({ Records }, context) {
  /** The groups with a failed message. */
  const groups = new Set();
  const failed = [];
  for (const record of Records) {
    const group = record.attributes.MessageGroupId;
    // After a failed message, the later ones of its group must fail too. Otherwise they would come first.
    // They need no delay, because SQS holds them back while the first one is hidden.
    const delayMs = groups.has(group) ? 0 : await update(record, context);
    if (delayMs === undefined) continue;
    groups.add(group);
    failed.push({ record, delayMs });
  }
  if (failed.length > 0) await postpone(failed);
  return {
    batchItemFailures: failed.map(({ record }) => ({ itemIdentifier: record.messageId })),
  };
}

/**
 * Makes an update. Returns the delay in milliseconds after which the message must come again, or `undefined`
 * if the message is settled.
 */
async function update(record, context) {
  const closedMs = closedUntil - Date.now();
  if (closedMs > 0) return closedMs;
  if (context.getRemainingTimeInMillis() < CALL_MS + 5_000) return 0; // no time for another call
  try {
    const { id, changes } = JSON.parse(record.body);
    await odeus.updateIntegration(id, changes);
    return undefined;
  } catch (error) {
    return settle(record, error);
  }
}

/** Does what the package advises after an error. */
async function settle(record, error) {
  if (!isOdeusError(error)) return bury(record, { message: String(error) }); // the body is not an update
  const attempt = Number(record.attributes.ApproximateReceiveCount);
  const { verdict, delayMs } = adviseRetry(error, { attempt, maxDelayMs });
  if (verdict === "done") return undefined;
  if (verdict === "drop") return bury(record, error);
  if (verdict === "retry" && attempt >= MAX_RECEIVES) return bury(record, error);
  if (verdict === "halt") console.error("No update can be made:", error.toJSON());
  // "pause" and "halt" close the gate: the other messages would fail too.
  if (verdict !== "retry") closedUntil = Math.max(closedUntil, Date.now() + delayMs);
  return delayMs;
}

/** Copies a message with its error to the dead letters. After that the message is settled. */
async function bury(record, error) {
  await sqs.send(
    new SendMessageCommand({
      QueueUrl: DEAD_LETTER_QUEUE_URL,
      MessageBody: record.body,
      MessageAttributes: { error: { DataType: "String", StringValue: JSON.stringify(error) } },
      MessageGroupId: record.attributes.MessageGroupId,
      MessageDeduplicationId: record.messageId,
    }),
  );
  return undefined;
}

/** Hides messages for their delays. SQS takes whole seconds. */
async function postpone(failed) {
  const Entries = failed.map(({ record, delayMs }, index) => ({
    Id: String(index),
    ReceiptHandle: record.receiptHandle,
    VisibilityTimeout: Math.ceil(delayMs / 1_000),
  }));
  try {
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: QUEUE_URL, Entries }));
  } catch (error) {
    // The messages come again after the visibility timeout of the queue.
    console.error(error);
  }
}
