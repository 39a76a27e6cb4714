/** Faults in a compressed body. */
import { promisify } from "node:util";
import { gzip, gzipSync } from "node:zlib";
import { bodyOf, sizedHead, UPDATED } from "./answer.js";

const BOMB_LENGTH = 32 * 1024 * 1024;

/** Compresses spaces and a good answer after them, once and without blocking other connections. */
let bomb;
function makeBomb() {
  bomb ??= promisify(gzip)(Buffer.concat([Buffer.alloc(BOMB_LENGTH, " "), Buffer.from(UPDATED)]));
  return bomb;
}

function sendGzip(socket, status, bytes) {
  socket.write(sizedHead(status, bytes.length, { "content-encoding": "gzip" }));
  socket.end(bytes);
}

/** @type {Record<string, import("./scenario.js").Fault>} */
export const encodingFaults = {
  "gzip-bomb": {
    run: async ({ socket, options: { status = 200 } }) =>
      sendGzip(socket, status, await makeBomb()),
  },
  "broken-gzip": {
    run: ({ socket, options: { status = 200 } }) =>
      sendGzip(socket, status, Buffer.from(bodyOf(status))),
  },
  "truncated-gzip": {
    run({ socket, options: { status = 200 } }) {
      const bytes = gzipSync(bodyOf(status));
      sendGzip(socket, status, bytes.subarray(0, bytes.length / 2));
    },
  },
};
