import { CreateQueueCommand, GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";

const sqs = new SQSClient();

/** Creates a FIFO queue, and returns its address. */
async function createQueue(name, attributes) {
  const Attributes = { FifoQueue: "true", ...attributes };
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes }));
  return QueueUrl;
}

async function arnOf(QueueUrl) {
  const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
  return (await sqs.send(command)).Attributes.QueueArn;
}

const fourteenDays = String(14 * 24 * 60 * 60);
const deadLetters = await createQueue("odeus-updates-dead.fifo", {
  MessageRetentionPeriod: fourteenDays,
});
const updates = await createQueue("odeus-updates.fifo", {
  MessageRetentionPeriod: fourteenDays,
  // AWS asks for six times the timeout of the function, which is 60 seconds.
  VisibilityTimeout: process.env.VISIBILITY_SECONDS ?? "360",
  // This catches messages whose handler never comes to an end. The handler moves all others by itself, with
  // their errors. Each receive counts, also one at a closed gate, so the number is the highest that SQS takes.
  RedrivePolicy: JSON.stringify({
    deadLetterTargetArn: await arnOf(deadLetters),
    maxReceiveCount: process.env.MAX_RECEIVE_COUNT ?? "1000",
  }),
});
console.log(`QUEUE_URL=${updates}\nDEAD_LETTER_QUEUE_URL=${deadLetters}`);
