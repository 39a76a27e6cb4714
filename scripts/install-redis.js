// Finds the Redis server. Where it is missing and apt-get exists, installs the package of the system.
import { existsSync } from "node:fs";
import { installDebian } from "./install-debian.js";

const PLACES = ["/usr/bin/redis-server", "/usr/local/bin/redis-server"];

/** The path of the server. The environment variable `REDIS_SERVER_PATH` comes first. */
export function findRedis() {
  const { REDIS_SERVER_PATH } = process.env;
  return REDIS_SERVER_PATH ?? PLACES.find((path) => existsSync(path));
}

export function installRedis() {
  if (findRedis() !== undefined) return;
  const advice =
    "redis-server was not found: install Redis, and set REDIS_SERVER_PATH to the path of its program";
  installDebian(["redis-server"], advice);
}
