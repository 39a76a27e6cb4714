// Runs in workerd, around the consumer of the example. It tells the test what Cloudflare would know: which
// messages a batch acknowledged, and which batches failed. It throws in the middle of a batch when the test
// says so. workerd finds `worker.js`, the bundle of the example, by that name.
import worker from "worker.js";

export * from "worker.js";

export default {
  ...worker,
  async queue(batch, env, context) {
    const acknowledged = new Map();
    const messages = batch.messages.map(({ id, body, attempts }, index) => ({
      id,
      body,
      attempts,
      ack() {
        acknowledged.set(nameOf(body), body);
        batch.messages[index].ack();
      },
      retry: (options) => batch.messages[index].retry(options),
    }));
    const letters = new Set();
    const DEAD_LETTERS = {
      send(letter) {
        letters.add(nameOf(letter));
        return env.DEAD_LETTERS.send(letter);
      },
    };
    const observed = { messages, retryAll: (options) => batch.retryAll(options) };
    try {
      await Promise.race([worker.queue(observed, { ...env, DEAD_LETTERS }, context), crash(env)]);
    } catch (error) {
      await tell(env, "failed", messages);
      throw error;
    }
    const done = [...acknowledged].filter(([name]) => !letters.has(name));
    await tell(
      env,
      "done",
      done.map(([, body]) => body),
    );
  },
};

const nameOf = ({ id, version }) => `${id} ${version}`;

async function crash(env) {
  await tell(env, "crash");
  throw new Error("this consumer crashed");
}

function tell(env, path, value) {
  const url = `http://control/${env.NAME}/${path}`;
  return env.CONTROL.fetch(url, { method: "POST", body: JSON.stringify(value) });
}
