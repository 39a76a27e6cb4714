/** A Redis server for one test, without files. */
import { createConnection } from "node:net";
import { findRedis } from "../../../scripts/install-redis.js";
import { freePort } from "../../support/free-port.js";
import { startProgram, until } from "./program.js";

export async function startRedis() {
  const port = await freePort();
  const program = startProgram(findRedis(), [
    ...["--bind", "127.0.0.1", "--port", String(port)],
    ...["--save", "", "--appendonly", "no"],
  ]);
  await until(() => isListening(port), program.output);
  return { url: `redis://127.0.0.1:${port}`, close: program.kill };
}

function isListening(port) {
  return new Promise((resolve) => {
    const socket = createConnection(port, "127.0.0.1");
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}
