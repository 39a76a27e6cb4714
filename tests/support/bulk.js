/** Items, clients that send nothing, and helpers that read a run. Runs in every runtime. */

/** The id with a number. */
export function idOf(number) {
  return `550e8400-e29b-41d4-a716-${String(number).padStart(12, "0")}`;
}

/** Makes items with different ids. */
export function* itemsOf(count) {
  for (let number = 0; number < count; number += 1) {
    yield { id: idOf(number), changes: { name: `Name ${number}` }, number };
  }
}

/** Waits for some milliseconds. */
export function delay(ms) {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/**
 * A client whose calls are answered by a function. It lists the calls, and counts those under way.
 * @param {(call: { id: string, changes: object, options: any, number: number }) => unknown} [answer]
 */
export function fakeClient(answer = () => undefined) {
  const client = {
    calls: [],
    underWay: 0,
    most: 0,
    async updateIntegration(id, changes, options) {
      const call = { id, changes, options, number: client.calls.length };
      client.calls.push(call);
      client.underWay += 1;
      client.most = Math.max(client.most, client.underWay);
      try {
        await answer(call);
        return { integration: { id: id.toLowerCase(), name: "", description: "", ...changes } };
      } finally {
        client.underWay -= 1;
      }
    },
  };
  return client;
}

/** Reads a run to its end. Returns its results, and the error that the loop threw. */
export async function drain(run) {
  const results = [];
  try {
    for await (const result of run) results.push(result);
  } catch (error) {
    return { results, error };
  }
  return { results };
}

/** The status of each result. */
export function statuses(results) {
  return results.map(({ status }) => status);
}

/** Asserts that each index from `first` on has one result. */
export function assertEachOnce(t, results, first, count) {
  const indexes = results.map(({ index }) => index).sort((one, other) => one - other);
  t.assert.deepEqual(
    indexes,
    Array.from({ length: count }, (_, number) => first + number),
  );
}
