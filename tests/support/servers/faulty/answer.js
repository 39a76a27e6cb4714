/** The bytes of answers, and functions that send them. */

/** The body of a successful update. Its id is not the id of the request. */
export const UPDATED = JSON.stringify({
  integration: {
    id: "6f1c2a34-5b6d-4e7f-8a9b-0c1d2e3f4a5b",
    name: "After the fault",
    description: "Answered by the fault server",
  },
});

const REFUSED = JSON.stringify({ message: "Answered by the fault server" });

/** The body that goes with a status. */
export const bodyOf = (status) => (status < 300 ? UPDATED : REFUSED);

/** A status line with headers. The connection is closed afterwards: it carries one attempt. */
export function head(status, headers = {}) {
  const lines = Object.entries({
    "content-type": "application/json",
    connection: "close",
    ...headers,
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `HTTP/1.1 ${status} Answer\r\n${lines.join("")}\r\n`;
}

/** A head that has the length of the body. */
export const sizedHead = (status, length, headers = {}) =>
  head(status, { "content-length": length, ...headers });

/** A whole and good answer. */
export function whole(status = 200, body = bodyOf(status)) {
  return sizedHead(status, Buffer.byteLength(body)) + body;
}

/**
 * Sends `chunk` repeatedly, as fast as the client reads, until the client leaves or up to `limit`.
 */
export async function flood(socket, chunk, limit) {
  for (let sent = 0; sent < limit && socket.writable; sent += chunk.length) {
    if (!socket.write(chunk)) await drained(socket);
  }
  socket.destroy();
}

/** Resolves when `socket` can take more bytes or is closed. */
function drained(socket) {
  return new Promise((resolve) => {
    const done = () => {
      socket.off("drain", done).off("close", done);
      resolve();
    };
    socket.on("drain", done).on("close", done);
  });
}

/** Sends one byte every `everyMs` until everything is sent or the client leaves. */
export function drip(socket, text, everyMs) {
  const bytes = Buffer.from(text);
  let next = 0;
  const timer = setInterval(() => {
    if (next < bytes.length) socket.write(bytes.subarray(next, ++next));
    else socket.end();
  }, everyMs);
  socket.setNoDelay(true);
  socket.once("close", () => clearInterval(timer));
}
