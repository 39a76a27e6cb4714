/** Faults in an answer's head. */
import { drip, flood, head, whole } from "./answer.js";

const HEADER_FLOOD_LIMIT = 16 * 1024 * 1024;
const HUGE_HEADER_LENGTH = 1024 * 1024;

/** @type {Record<string, import("./scenario.js").Fault>} */
export const headFaults = {
  "stall-in-head": {
    run: ({ socket }) => socket.write("HTTP/1.1 200 OK\r\ncontent-type: applic"),
  },
  "close-in-head": {
    run: ({ socket }) => socket.end("HTTP/1.1 200 OK\r\ncontent-type: applic"),
  },
  "reset-in-head": {
    run: ({ socket }) =>
      socket.write("HTTP/1.1 200 OK\r\ncontent-type: applic", () => socket.resetAndDestroy()),
  },
  "drip-in-head": {
    run: ({ socket, options: { everyMs = 1 } }) => drip(socket, whole(), everyMs),
  },
  garbage: {
    run: ({ socket }) => socket.end("\u0000\u0001 this is not HTTP \u00ff\r\n\r\n".repeat(20)),
  },
  "another-protocol": { run: ({ socket }) => socket.end("SSH-2.0-OpenSSH_9.6\r\n") },
  "broken-status-line": { run: ({ socket }) => socket.end("HTTP/1.1 abc OK\r\n\r\n{}") },
  "broken-header": {
    run: ({ socket }) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: many\r\n\r\n{}"),
  },
  informational: {
    run({ socket, options: { status = 103 } }) {
      socket.write(`HTTP/1.1 ${status} Wait\r\nlink: </style.css>; rel=preload\r\n\r\n`);
      socket.end(whole());
    },
  },
  "switching-protocols": {
    run: ({ socket }) =>
      socket.write("HTTP/1.1 101 Switching\r\nconnection: upgrade\r\nupgrade: tea\r\n\r\n"),
  },
  "endless-headers": {
    run({ socket }) {
      socket.write("HTTP/1.1 200 OK\r\n");
      return flood(socket, Buffer.from("x-more: and more\r\n".repeat(500)), HEADER_FLOOD_LIMIT);
    },
  },
  "huge-header": {
    run: ({ socket }) =>
      socket.end(head(200, { "x-huge": "h".repeat(HUGE_HEADER_LENGTH), "content-length": 0 })),
  },
};
