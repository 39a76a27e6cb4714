/** Which failure is reported where both the options and the input are wrong: the options. */
import { answering } from "../../support/answering.js";
import { assertError, ID, KEY, rejection, thrown } from "../../support/calls.js";

const WRONG_INPUTS = [
  ["a wrong id", "no-id", {}],
  ["an id that is not a string", 5, {}],
  ["wrong changes", ID, { name: 5, colour: "#fff" }],
  ["changes that are not an object", ID, null],
  ["a wrong id and wrong changes", "no-id", { color: "blue" }],
];

/** Wrong options that a client, a call and the plain function all take. */
const WRONG_OPTIONS = [
  ["a wrong maxRetries", { maxRetries: -1 }, "maxRetries"],
  ["a wrong timeoutMs", { timeoutMs: "1000" }, "timeoutMs"],
  ["a wrong header", { headers: { authorization: "mine" } }, "headers"],
  ["an unknown option", { retries: 1 }, "retries"],
];

const ROWS = WRONG_INPUTS.flatMap(([input, id, changes]) =>
  WRONG_OPTIONS.map(([what, options, option]) => ({
    what: `${input} and ${what}`,
    ...{ id, changes, options, option },
  })),
);

function assertOption(t, error, option) {
  assertError(t, error, "ConfigurationError", {
    ...{ code: "invalid_configuration", option },
    ...{ attempts: 0, applied: "no", retryable: false },
  });
  t.assert.notProperty(error, "issues");
}

export default {
  topic: "the first failure",
  cases: ROWS.flatMap(({ what, id, changes, options, option }) => [
    {
      name: `of a client's call with ${what} is the option's`,
      run: async (t) => {
        const { fetch, requests } = answering(200);
        const client = new t.sdk.OdeusClient({ apiKey: KEY, fetch });
        const error = await rejection(t, client.updateIntegration(id, changes, options));
        assertOption(t, error, option);
        t.assert.lengthOf(requests, 0);
      },
    },
    {
      name: `of the plain function with ${what} is the option's`,
      run: async (t) => {
        const { fetch, requests } = answering(200);
        const all = { apiKey: KEY, fetch, ...options };
        const error = await rejection(t, t.sdk.updateIntegration(id, changes, all));
        assertOption(t, error, option);
        t.assert.lengthOf(requests, 0);
      },
    },
    {
      name: `of buildUpdateRequest with ${what} is the option's`,
      run: (t) => {
        const all = { apiKey: KEY, ...options };
        const error = thrown(t, () => t.sdk.buildUpdateRequest(id, changes, all));
        assertOption(t, error, option);
      },
    },
  ]),
};
