import { redis } from "./queue.js";

/** How long a job owns an integration at most. A call ends earlier: its `timeoutMs` is 30 seconds. */
const OWNED_MS = 60_000;

// Redis runs a script as one step. So two workers never claim the same integration at once.
redis.defineCommand("claimIntegration", {
  numberOfKeys: 2,
  lua: `
    local owner = redis.call("GET", KEYS[2])
    if tonumber(ARGV[1]) < tonumber(redis.call("GET", KEYS[1]) or "-1") then
      if owner == ARGV[2] then redis.call("DEL", KEYS[2]) end -- its worker was killed
      return "stale"
    end
    redis.call("SET", KEYS[1], ARGV[1])
    if owner and owner ~= ARGV[2] then return "busy" end
    redis.call("SET", KEYS[2], ARGV[2], "PX", ARGV[3])
    return "claimed"`,
});
redis.defineCommand("releaseIntegration", {
  numberOfKeys: 1,
  lua: `if redis.call("GET", KEYS[1]) == ARGV[1] then redis.call("DEL", KEYS[1]) end`,
});

/**
 * Claims an integration for a job, before its request. Returns
 * - `"stale"` if a newer version was claimed before: the job must not make its update,
 * - `"busy"` if another job owns the integration: the job must come again later,
 * - `"claimed"` otherwise. The same job may claim twice, so it goes on after its worker was killed.
 */
export function claim(id, version, owner) {
  return redis.claimIntegration(versionKey(id), ownerKey(id), version, owner, OWNED_MS);
}

/** Lets other jobs claim the integration. */
export function release(id, owner) {
  return redis.releaseIntegration(ownerKey(id), owner);
}

// The braces keep both keys on one node of a Redis cluster.
const versionKey = (id) => `odeus:{${id.toLowerCase()}}:version`;
const ownerKey = (id) => `odeus:{${id.toLowerCase()}}:owner`;
