/** The jobs that each engine gets, and what must be true of them at the end. */
import assert from "node:assert/strict";
import { KEY } from "../../support/calls.js";
import { startTroubled } from "../../support/servers/troubled.js";

const INTEGRATIONS = 102;
/** The integrations with one job. Every other one has two, so there are 200 jobs. */
const BROKEN = [33, 55, 77, 99];

/** The requests at which the server closes, with the status of its refusals. */
const CLOSINGS = { 40: 429, 110: 503, 170: 429 };

/** The id of the integration with a number. */
export const idOf = (number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;

/** The codes of the errors that end a job, by what the server does with its integration. */
const FATAL = { missing: "not_found", broken: "server_error" };

/** What the server does with an integration. */
function kindOf(id) {
  const number = Number(id.slice(-12));
  if (BROKEN.includes(number)) return "broken";
  return { 0: "missing", 4: "flaky", 8: "lost" }[number % 10] ?? "good";
}

/** 200 updates: first one of each integration, then the second ones. */
export const JOBS = [1, 2].flatMap((version) =>
  Array.from({ length: INTEGRATIONS }, (_, number) => idOf(number))
    .filter((id) => version === 1 || kindOf(id) !== "broken")
    .map((id) => ({ id, changes: { description: String(version) }, version })),
);

/** A server with every trouble at once. */
export const startOdeus = () => startTroubled({ kindOf, apiKey: KEY, closings: CLOSINGS });

/** The environment of a worker. */
export const environmentOf = (odeus, worker) => ({
  ODEUS_API_KEY: KEY,
  ODEUS_BASE_URL: odeus.baseUrlOf(worker),
});

const nameOf = ({ id, version }) => `${id} ${version}`;

/**
 * Asserts that no job is lost, and that each job came to the right end.
 * @param {object} end
 * @param {{ id: string, version: number }[]} end.done
 * @param {{ id: string, version: number, error: any }[]} end.dead
 */
export function assertAllSettled({ done, dead }) {
  const settled = [...done, ...dead].map(nameOf).sort();
  assert.deepEqual(settled, JOBS.map(nameOf).sort());
  for (const { id, version, error } of dead) {
    const code = FATAL[kindOf(id)];
    assert.equal(error.code, code, `${id} ${version}: ${JSON.stringify(error)}`);
    assert.equal(error.integrationId, id);
    assert.ok(!JSON.stringify(error).includes(KEY));
  }
  for (const { id, version } of done) {
    // An older job may be dropped without a request after a newer one.
    const isNewest = version === 2 || BROKEN.includes(Number(id.slice(-12)));
    assert.ok(!isNewest || FATAL[kindOf(id)] === undefined, `${id} ${version} cannot be done`);
  }
}

/** Asserts that the last update of each integration is its newest, and that no older one came after it. */
export function assertNewestLast({ updates }) {
  const versions = new Map();
  for (const { id, changes } of updates) {
    const version = Number(changes.description);
    assert.ok(version >= (versions.get(id) ?? 0), `${id}: version ${version} came too late`);
    versions.set(id, version);
  }
  for (const { id } of JOBS) {
    assert.equal(versions.get(id), FATAL[kindOf(id)] === undefined ? 2 : undefined, id);
  }
}

/**
 * Asserts that the server closed as planned, and that the gate stopped the workers each time: a worker made
 * at most one request for each of its slots while the server was closed.
 */
export function assertGateWasClosed({ closings }, slots) {
  assert.equal(closings.length, Object.keys(CLOSINGS).length);
  for (const { refused } of closings) {
    for (const worker of new Set(refused)) {
      const count = refused.filter((name) => name === worker).length;
      assert.ok(count <= slots, `${worker} made ${count} requests while the gate was closed`);
    }
  }
}

/** The counts of a run, for its output. */
export function countsOf({ requests, closings }, { done, dead }) {
  const refused = closings.flatMap(({ refused }) => refused).length;
  return `${done.length} done, ${dead.length} dead, ${requests} requests, ${refused} refused`;
}
