import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";

const sqs = new SQSClient();

/**
 * Adds an update. Updates of one integration are made in the order in which they were added. `version` is
 * the number of the change in your data. SQS ignores a second message with the same one for five minutes.
 */
export function enqueue(id, changes, version) {
  return sqs.send(
    new SendMessageCommand({
      QueueUrl: process.env.QUEUE_URL,
      MessageBody: JSON.stringify({ id, changes }),
      MessageGroupId: id.toLowerCase(),
      MessageDeduplicationId: `${id}-${version}`,
    }),
  );
}
