/** The Odeus for tests with a client in front of it. Runs in every runtime. */

/** A base URL that leads nowhere, because the fake Odeus has no network. */
export const BASE = "https://odeus.test";

/**
 * Makes a fake Odeus, and a client of it that makes one attempt only.
 * @param {import("./calls.js").Tools} t
 * @param {import("odeus-integrations/testing").FakeOdeusOptions} [options]
 * @param {import("odeus-integrations").ClientOptions} [clientOptions]
 */
export function fakeWithClient(t, options, clientOptions = {}) {
  const fake = t.testing.createFakeOdeus(options);
  const all = { apiKey: "test-key", baseUrl: BASE, maxRetries: 0, fetch: fake.fetch };
  return { fake, client: new t.sdk.OdeusClient({ ...all, ...clientOptions }) };
}

/** Sends a request to a fake Odeus without a client. */
export function send(fake, { id, body = "{}", headers = {}, ...more }) {
  return fake.fetch(`${BASE}/integrations/v1/${id}`, {
    method: "PATCH",
    headers: {
      authorization: "Bearer test-key",
      "content-type": "application/json",
      ...headers,
    },
    body,
    ...more,
  });
}
