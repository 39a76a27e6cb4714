/** Faults in an answer's body. Each takes the status to answer with. */
import { bodyOf, drip, flood, head, sizedHead } from "./answer.js";

const BODY_FLOOD_LIMIT = 256 * 1024 * 1024;

/** The head and the first half of a good answer. */
function firstHalf(status) {
  const body = bodyOf(status);
  return sizedHead(status, body.length) + body.slice(0, body.length / 2);
}

/** The head and the first chunk of an answer. The last chunk never comes. */
function firstChunk(status) {
  const half = bodyOf(status).slice(0, 20);
  const size = half.length.toString(16);
  return `${head(status, { "transfer-encoding": "chunked" })}${size}\r\n${half}\r\n`;
}

/** @type {Record<string, import("./scenario.js").Fault>} */
export const bodyFaults = {
  "stall-in-body": {
    run: ({ socket, options: { status = 200 } }) => socket.write(firstHalf(status)),
  },
  "stall-before-body": {
    run({ socket, options: { status = 200 } }) {
      socket.write(sizedHead(status, bodyOf(status).length));
    },
  },
  "drip-in-body": {
    run({ socket, options: { status = 200, everyMs = 1 } }) {
      const body = bodyOf(status);
      socket.write(sizedHead(status, body.length));
      drip(socket, body, everyMs);
    },
  },
  "truncated-body": {
    run: ({ socket, options: { status = 200 } }) => socket.end(firstHalf(status)),
  },
  "reset-in-body": {
    run({ socket, options: { status = 200 } }) {
      socket.write(firstHalf(status), () => socket.resetAndDestroy());
    },
  },
  "truncated-chunks": {
    run: ({ socket, options: { status = 200 } }) => socket.end(firstChunk(status)),
  },
  "broken-chunks": {
    run: ({ socket, options: { status = 200 } }) =>
      socket.end(`${firstChunk(status)}no size\r\n${bodyOf(status)}`),
  },
  "length-too-small": {
    run({ socket, options: { status = 200 } }) {
      socket.end(sizedHead(status, 12) + bodyOf(status));
    },
  },
  "empty-body": {
    run: ({ socket, options: { status = 200 } }) => socket.end(sizedHead(status, 0)),
  },
  "endless-body": {
    run({ socket, options: { status = 200 } }) {
      socket.write(head(status));
      return flood(socket, Buffer.alloc(64 * 1024, " "), BODY_FLOOD_LIMIT);
    },
  },
  "claims-endless-body": {
    // The length is larger than any body, and no byte of the body follows.
    run: ({ socket, options: { status = 200 } }) => socket.write(sizedHead(status, 2 ** 52)),
  },
};
