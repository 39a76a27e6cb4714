/** Plays Lambda: instances of a function, and the event source mapping that brings them messages of SQS. */
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from "@aws-sdk/client-sqs";
import { startProgram } from "./program.js";

const INSTANCE = fileURLToPath(new URL("lambda-instance.js", import.meta.url));

/** Starts an instance in a process of its own. */
export function startInstance(file, env) {
  const program = startProgram(process.execPath, [INSTANCE, file], { env, ipc: true });
  const ended = once(program.child, "exit").then(() => undefined);
  return {
    ...program,
    /** Calls the handler. Resolves to its answer, or to `undefined` if the process ended before. */
    invoke: async (event) => {
      const answer = once(program.child, "message").then(([message]) => message);
      program.child.send(event, () => {
        // If the process has ended, `ended` tells it.
      });
      return Promise.race([answer, ended]);
    },
  };
}

/**
 * Brings messages of a queue to a function, one batch after the other, as an event source mapping with
 * `ReportBatchItemFailures` does.
 * @param {import("@aws-sdk/client-sqs").SQSClient} sqs
 * @param {string} QueueUrl
 */
export function mapEvents(sqs, QueueUrl) {
  const deleted = [];
  let isStopped = false;
  let receiving = Promise.resolve([]);

  /** Receives up to 10 messages. The pollers take turns, because moto's queues have no lock. */
  function receive() {
    receiving = receiving.then(async () => {
      const command = new ReceiveMessageCommand({
        QueueUrl,
        MaxNumberOfMessages: 10,
        MessageSystemAttributeNames: ["All"],
      });
      return (await sqs.send(command)).Messages ?? [];
    });
    return receiving;
  }

  /** Deletes the messages of a batch that the answer does not name. */
  async function deleteSettled(messages, { batchItemFailures }) {
    const failed = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    const settled = messages.filter(({ MessageId }) => !failed.has(MessageId));
    if (settled.length === 0) return;
    const Entries = settled.map(({ MessageId, ReceiptHandle }) => ({
      Id: MessageId,
      ReceiptHandle,
    }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl, Entries }));
    deleted.push(...settled);
  }

  return {
    /** The messages that were deleted. */
    deleted,
    /** Brings one batch to an instance. Resolves to its answer, or to `undefined` if it gave none. */
    async bring(instance) {
      const messages = await receive();
      if (messages.length === 0) return { batchItemFailures: [] };
      const answer = await instance.invoke({ Records: messages.map(recordOf) });
      if (answer !== undefined) await deleteSettled(messages, answer);
      return answer;
    },
    /** Brings batches to an instance until the mapping is stopped. If the instance ends, starts another. */
    async poll(start) {
      let instance = start();
      while (!isStopped) {
        const answer = await this.bring(instance);
        if (answer === undefined && !isStopped) instance = start();
        await sleep(50);
      }
    },
    stop: () => {
      isStopped = true;
    },
  };
}

/** A message as Lambda passes it to a handler. */
function recordOf({ MessageId, ReceiptHandle, Body, Attributes }) {
  return {
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes: Attributes,
    eventSource: "aws:sqs",
  };
}
