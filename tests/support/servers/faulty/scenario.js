/**
 * A scenario is one fault. It has its own port, so it can count connections without a request.
 *
 * @typedef {object} Exchange
 * @property {import("node:net").Socket} socket
 * @property {{ method: string, path: string, body: string }} [request]
 * @property {Record<string, any>} options
 * @property {string} [elsewhere] the base URL of the second server
 *
 * @typedef {object} Fault
 * @property {(exchange: Exchange) => unknown} run
 * @property {boolean} [beforeRequest] runs as soon as a connection is accepted
 * @property {boolean} [needsElsewhere] needs a second server, which must get no request
 *
 * @typedef {object} Seen what a scenario saw
 * @property {number} count PATCH requests that arrived with their whole body
 * @property {number} connections accepted
 * @property {number} open connections that are open now
 * @property {number} bytesSent
 * @property {number} elsewhere connections to the second server
 */
import { createServer } from "node:net";
import { whole } from "./answer.js";
import { readRequest } from "./request.js";

/** A port of 127.0.0.1. `close` ends open connections too. */
class Port {
  #sockets = new Set();
  #closedBytes = 0;
  connections = 0;

  constructor(accept) {
    this.server = createServer((socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      // A fault can make the client leave. That is not an error of the test.
      socket.on("error", () => {});
      socket.once("close", () => {
        this.#sockets.delete(socket);
        this.#closedBytes += socket.bytesWritten;
      });
      accept(socket);
    });
  }

  get open() {
    return this.#sockets.size;
  }

  get bytesSent() {
    return [...this.#sockets].reduce(
      (sum, { bytesWritten }) => sum + bytesWritten,
      this.#closedBytes,
    );
  }

  async listen() {
    await new Promise((resolve, reject) => {
      this.server.once("error", reject);
      this.server.listen(0, "127.0.0.1", resolve);
    });
    return `http://127.0.0.1:${this.server.address().port}`;
  }

  close() {
    for (const socket of this.#sockets) socket.destroy();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

export class Scenario {
  #fault;
  #onFirstOnly;
  #options;
  #count = 0;
  #port = new Port((socket) => this.#accept(socket));
  #elsewhere = new Port((socket) => socket.end(whole()));
  #elsewhereUrl;

  /**
   * @param {Fault} fault
   * @param {{ on?: "first" | "every", options?: Record<string, any> }} definition
   */
  constructor(fault, { on = "every", options = {} }) {
    this.#fault = fault;
    this.#onFirstOnly = on === "first";
    this.#options = options;
  }

  async start() {
    if (this.#fault.needsElsewhere) this.#elsewhereUrl = await this.#elsewhere.listen();
    return this.#port.listen();
  }

  /** @returns {Seen} */
  get seen() {
    const { connections, open, bytesSent } = this.#port;
    const elsewhere = this.#elsewhere.connections;
    return { count: this.#count, connections, open, bytesSent, elsewhere };
  }

  async close() {
    await this.#port.close();
    if (this.#elsewhereUrl) await this.#elsewhere.close();
  }

  async #accept(socket) {
    const isFaulty = !this.#onFirstOnly || this.#port.connections === 1;
    const exchange = { socket, options: this.#options, elsewhere: this.#elsewhereUrl };
    if (isFaulty && this.#fault.beforeRequest) return this.#fault.run(exchange);
    const request = await readRequest(socket);
    if (request.method === "PATCH") this.#count += 1;
    if (isFaulty) return this.#fault.run({ ...exchange, request });
    socket.end(whole());
  }
}
