/**
 * The example of SQS and Lambda. moto plays SQS. The test plays the event source mapping of Lambda, and the
 * instances of the function run in processes of their own.
 *
 * What the engine allows while the gate is closed: each instance has a gate of its own, and makes one request
 * at a time. The gate of an instance closes by the first refusal that this instance gets. So each instance
 * makes at most one request at a closed server.
 */
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before, beforeEach, describe, test } from "node:test";
import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { KEY } from "../support/calls.js";
import { runChild } from "../support/child.js";
import {
  assertAllSettled,
  assertGateWasClosed,
  assertNewestLast,
  countsOf,
  environmentOf,
  idOf,
  JOBS,
  startOdeus,
} from "./engines/jobs.js";
import { mapEvents, startInstance } from "./engines/lambda.js";
import { startMoto } from "./engines/moto.js";
import { until } from "./engines/program.js";
import { copyExample, versionOf } from "./example.js";

/** Short times, so that the test is short. A pause of the server is one second. */
const SHORT = { MAX_DELAY_MS: "1000", MAX_RECEIVES: "10", VISIBILITY_SECONDS: "4" };
/** A test that hangs ends with an error. */
const LIMIT = { timeout: 120_000 };

describe(`SQS by the AWS SDK ${versionOf("@aws-sdk/client-sqs")}, and Lambda`, LIMIT, () => {
  let folder;
  let moto;
  let sqs;
  let odeus;
  let queues;
  let instances;
  let mapping;

  before(async () => {
    folder = copyExample("sqs-lambda");
    moto = await startMoto();
    Object.assign(process.env, moto.env);
    sqs = new SQSClient();
    await runChild("npm", ["run", "--silent", "build"], { cwd: folder });
  });

  after(async () => {
    sqs.destroy();
    await moto.close();
  });

  beforeEach(async () => {
    await moto.reset();
    odeus = await startOdeus();
    const env = { ...SHORT, ...moto.env };
    const output = await runChild(process.execPath, ["create-queues.js"], { cwd: folder, env });
    queues = Object.fromEntries(
      output
        .trim()
        .split("\n")
        .map((line) => line.split("=")),
    );
    mapping = mapEvents(sqs, queues.QUEUE_URL);
    instances = [];
  });

  afterEach(async () => {
    mapping.stop();
    await Promise.all(instances.map(({ kill }) => kill()));
    await odeus.close();
  });

  const environment = (name) => ({
    ...SHORT,
    ...moto.env,
    ...queues,
    ...environmentOf(odeus, name),
  });

  /** Starts an instance of the function. Its name is its number. */
  function start(env = {}) {
    const name = `instance-${instances.length + 1}`;
    const file = join(folder, "dist", "index.mjs");
    const instance = startInstance(file, { ...environment(name), ...env });
    instances.push(instance);
    return instance;
  }

  /** Adds jobs by the function of the example. */
  function enqueue(jobs) {
    const source = `import { enqueue } from "./enqueue.js";
      for (const { id, changes, version } of ${JSON.stringify(jobs)}) {
        await enqueue(id, changes, version);
      }`;
    const parameters = ["--input-type=module", "--eval", source];
    return runChild(process.execPath, parameters, { cwd: folder, env: environment("producer") });
  }

  /** The number of messages in a queue, hidden ones included. */
  async function countMessages(QueueUrl) {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["All"] }),
    );
    const { ApproximateNumberOfMessages, ApproximateNumberOfMessagesNotVisible } = Attributes;
    return Number(ApproximateNumberOfMessages) + Number(ApproximateNumberOfMessagesNotVisible);
  }

  /** Reads the dead letters and deletes them. SQS gives out no later message of a group before. */
  async function readDeadLetters() {
    const QueueUrl = queues.DEAD_LETTER_QUEUE_URL;
    const dead = [];
    for (;;) {
      const { Messages = [] } = await sqs.send(
        new ReceiveMessageCommand({
          QueueUrl,
          MaxNumberOfMessages: 10,
          MessageAttributeNames: ["All"],
        }),
      );
      if (Messages.length === 0) return dead;
      for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
        dead.push({ ...jobOf(Body), error: JSON.parse(MessageAttributes.error.StringValue) });
        await sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
      }
    }
  }

  /** The jobs that are done, and the dead letters with their errors. */
  async function readEnd() {
    const dead = await readDeadLetters();
    const names = new Set(dead.map(({ id, version }) => `${id} ${version}`));
    const settled = mapping.deleted.map(({ Body }) => jobOf(Body));
    return { dead, done: settled.filter(({ id, version }) => !names.has(`${id} ${version}`)) };
  }

  const describeState = async () =>
    `${await countMessages(queues.QUEUE_URL)} messages\n${instances.map(({ output }) => output())}`;

  const untilSettled = () =>
    until(async () => (await countMessages(queues.QUEUE_URL)) === 0, describeState);

  test("two instances keep the order, and no message is lost when one of them is killed", async (t) => {
    const [older, newer] = [1, 2].map((number) => JOBS.filter(({ version }) => version === number));
    await enqueue(older);
    const polls = [mapping.poll(start), mapping.poll(start)];
    await until(() => odeus.seen.requests > 60, describeState);
    await odeus.hold("instance-2");
    await instances[1].kill();
    // The newer updates come after that, because moto does not keep the order of a group if two of its
    // messages time out. SQS does.
    await enqueue(newer);
    await untilSettled();
    mapping.stop();
    await Promise.all(polls);
    const end = await readEnd();
    t.diagnostic(countsOf(odeus.seen, end));
    assert.equal(instances.length, 3);
    assertAllSettled(end);
    assertNewestLast(odeus.seen);
    assertGateWasClosed(odeus.seen, 1);
    assert.deepEqual(
      instances.map(({ output }) => output()),
      ["", "", ""],
    );
  });

  test("a wrong key stops the batch after one request, and no message is lost", async () => {
    const jobs = JOBS.slice(1, 4);
    await enqueue(jobs);
    const broken = start({ ODEUS_API_KEY: `${KEY}-wrong` });
    const { batchItemFailures } = await mapping.bring(broken);
    assert.equal(batchItemFailures.length, jobs.length);
    assert.equal(broken.output().match(/authentication_failed/g).length, 1);
    assert.equal(await countMessages(queues.DEAD_LETTER_QUEUE_URL), 0);
    mapping.poll(start);
    await untilSettled();
    assert.equal(odeus.seen.updates.length, jobs.length);
  });

  test("after a failed message, the later ones of its group fail too, and other groups go on", async () => {
    const [flaky, good] = [idOf(4), idOf(5)];
    await enqueue([
      { id: flaky, changes: { description: "1" }, version: 1 },
      { id: flaky, changes: { description: "2" }, version: 2 },
      { id: good, changes: { description: "1" }, version: 1 },
    ]);
    const { batchItemFailures } = await mapping.bring(start());
    assert.equal(batchItemFailures.length, 2);
    assert.deepEqual(
      mapping.deleted.map(({ Body }) => jobOf(Body).id),
      [good],
    );
    assert.equal(odeus.seen.requests, 2);
  });

  test("a message that holds no update goes to the dead letters with its error", async () => {
    await enqueue([
      { id: "not-an-id", changes: { description: "1" }, version: 1 },
      { id: idOf(5), changes: null, version: 1 },
    ]);
    await mapping.bring(start());
    const dead = await readDeadLetters();
    assert.deepEqual(
      dead.map(({ error }) => error.code),
      ["invalid_input", "invalid_input"],
    );
    assert.equal(odeus.seen.requests, 0);
  });
});

/** The job of a message's body. The description of an update holds its version. */
function jobOf(body) {
  const { id, changes } = JSON.parse(body);
  return { id, version: Number(changes?.description) };
}
