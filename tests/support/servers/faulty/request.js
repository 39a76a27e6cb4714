/** Reads one HTTP request from a raw socket. */

const HEAD_END = "\r\n\r\n";

/**
 * Resolves when the request's body is complete. Never resolves if the client leaves earlier.
 * @param {import("node:net").Socket} socket
 * @returns {Promise<{ method: string, path: string, body: string }>}
 */
export function readRequest(socket) {
  let text = "";
  return new Promise((resolve) => {
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      text += chunk;
      const request = parse(text);
      if (request) resolve(request);
    });
  });
}

function parse(text) {
  const end = text.indexOf(HEAD_END);
  if (end < 0) return undefined;
  const [requestLine, ...lines] = text.slice(0, end).split("\r\n");
  const [method, path] = requestLine.split(" ");
  const headers = new Map(lines.map(headerOf));
  const rest = text.slice(end + HEAD_END.length);
  return isComplete(rest, headers) ? { method, path, body: rest } : undefined;
}

function headerOf(line) {
  const colon = line.indexOf(":");
  return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()];
}

function isComplete(body, headers) {
  if (headers.get("transfer-encoding") === "chunked") return body.endsWith("0\r\n\r\n");
  return body.length >= Number(headers.get("content-length") ?? 0);
}
