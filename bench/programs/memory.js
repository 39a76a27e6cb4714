// Prints how many bytes the process grows in 100,000 calls after a warm-up: the heap, the memory outside
// the heap, and the memories of WebAssembly. Needs --expose-gc.
import { CLIENTS } from "../clients.js";
import { stub } from "../stub.js";

const CALLS = 100_000;

/**
 * The memory of every WebAssembly instance, which grows outside the heap.
 * @type {WebAssembly.Memory[]}
 */
const memories = [];
const { Instance } = WebAssembly;
WebAssembly.Instance = class extends Instance {
  /** @param {ConstructorParameters<typeof Instance>} parameters */
  constructor(...parameters) {
    super(...parameters);
    const memory = Object.values(this.exports).find((value) => value instanceof WebAssembly.Memory);
    if (memory !== undefined) memories.push(/** @type {WebAssembly.Memory} */ (memory));
  }
};

const update = CLIENTS[process.argv[2] ?? ""]?.({ baseUrl: "https://api.odeus.ai", fetch: stub });
await repeat(20_000);
const before = await use();
await repeat(CALLS);
process.stdout.write(String((await use()) - before));

/** @param {number} times */
async function repeat(times) {
  for (let call = 0; call < times; call += 1) await update?.();
}

async function use() {
  for (let round = 0; round < 5; round += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    globalThis.gc?.();
  }
  const { heapUsed, external } = process.memoryUsage();
  return memories.reduce((sum, { buffer }) => sum + buffer.byteLength, heapUsed + external);
}
