/**
 * Faults before the first byte of an answer.
 * @type {Record<string, import("./scenario.js").Fault>}
 */
export const connectionFaults = {
  "close-on-connect": {
    beforeRequest: true,
    run: ({ socket }) => socket.destroy(),
  },
  "reset-on-connect": {
    beforeRequest: true,
    run: ({ socket }) => socket.resetAndDestroy(),
  },
  "stall-on-connect": {
    beforeRequest: true,
    // The server reads nothing, so the request stays in the kernel's buffers.
    run: ({ socket }) => socket.pause(),
  },
  "close-before-head": { run: ({ socket }) => socket.end() },
  "reset-before-head": { run: ({ socket }) => socket.resetAndDestroy() },
  "stall-before-head": { run: () => {} },
};
