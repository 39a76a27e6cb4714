/**
 * Plays Cloudflare by miniflare: Queues, Durable Objects, and consumers of the example.
 *
 * miniflare gives a queue one consumer. So each consumer has a queue of its own here, and the consumers share
 * the Durable Objects. Without a batch timeout, miniflare gives a consumer one batch at a time.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { unstable_getMiniflareWorkerOptions as readConfig } from "wrangler";
import { loadMiniflare } from "../workers.js";

const read = (name) => readFileSync(new URL(name, import.meta.url));

/**
 * @param {object} options
 * @param {string} options.folder the example
 * @param {object[]} options.modules its bundle
 * @param {Record<string, Record<string, string>>} options.consumers the variables of each consumer, by its name
 * @param {string} [options.persist] the folder of the Durable Objects' storage, for a restart
 */
export async function startCloudflare({ folder, modules, consumers, persist }) {
  const { Miniflare } = await loadMiniflare();
  const { workerOptions } = readConfig(join(folder, "wrangler.jsonc"));
  /** The messages by what was told of them. */
  const told = { done: [], failed: [], "dead-letters": [] };
  /** Ends the consumer with a name in the middle of its batch. */
  const crashes = new Map();

  async function control(request) {
    const [, name, what] = new URL(request.url).pathname.split("/");
    if (what === "crash") await new Promise((resolve) => crashes.set(name, resolve));
    else told[what].push(...(await request.json()));
    return new Response();
  }

  const [first] = Object.keys(consumers);
  const workers = Object.entries(consumers).map(([name, bindings]) => ({
    ...workerOptions,
    name,
    modules: [
      { type: "ESModule", path: "entry.js", contents: read("cloudflare-entry.js") },
      ...modules,
    ],
    bindings: { ...workerOptions.bindings, ...bindings, NAME: name },
    queueProducers: {
      ...workerOptions.queueProducers,
      JOBS: { queueName: `odeus-updates-${name}` },
    },
    queueConsumers: {
      [`odeus-updates-${name}`]: {
        ...workerOptions.queueConsumers["odeus-updates"],
        maxBatchTimeout: 0,
      },
    },
    durableObjects: Object.fromEntries(
      Object.entries(workerOptions.durableObjects).map(([binding, object]) => [
        binding,
        name === first ? object : { ...object, scriptName: first },
      ]),
    ),
    serviceBindings: { CONTROL: control },
  }));
  const deadLetterConsumer = {
    name: "dead-letters",
    compatibilityDate: workerOptions.compatibilityDate,
    modules: [{ type: "ESModule", path: "dead.js", contents: read("cloudflare-dead-letters.js") }],
    queueConsumers: { "odeus-dead-letters": { maxBatchTimeout: 0.1 } },
    serviceBindings: { CONTROL: control },
  };

  let log = "";
  const miniflare = new Miniflare({
    workers: [...workers, deadLetterConsumer],
    handleRuntimeStdio: (stdout, stderr) => {
      for (const stream of [stdout, stderr]) {
        stream.setEncoding("utf8").on("data", (text) => {
          log += text;
        });
      }
    },
    ...(persist !== undefined && { durableObjectsPersist: persist }),
  });
  await miniflare.ready;
  return {
    /** The jobs that were acknowledged without a dead letter. */
    done: told.done,
    deadLetters: told["dead-letters"],
    /** The messages of the batches that ended with an error. */
    failed: told.failed,
    log: () => log,
    /** Sends updates to the producer of a consumer's queue. */
    async send(name, jobs) {
      const worker = await miniflare.getWorker(name);
      return worker.fetch("http://example/updates", {
        method: "POST",
        body: JSON.stringify(jobs),
      });
    },
    crash: (name) => crashes.get(name)(),
    close: () => miniflare.dispose(),
  };
}
