// Makes many updates, and prints how long they took, how many failed, and the largest heap. The heap is
// measured after a collection of garbage. Needs --expose-gc.
import * as sdk from "odeus-integrations";
import { API_KEY } from "../input.js";
import { makeUpdates, UPDATERS } from "../updaters.js";

const [name = "", baseUrl = "", count, concurrency] = process.argv.slice(2);
const target = { sdk, baseUrl, apiKey: API_KEY, concurrency: Number(concurrency) };
const updates = makeUpdates(Number(count));

let heap = 0;
const sampler = setInterval(() => {
  globalThis.gc?.();
  heap = Math.max(heap, process.memoryUsage().heapUsed);
}, 500);

const startedAt = performance.now();
const failed = await UPDATERS[name]?.(target, updates);
const ms = performance.now() - startedAt;
clearInterval(sampler);
process.stdout.write(JSON.stringify({ ms, failed, heap }));
