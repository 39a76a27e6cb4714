/** A user's tests with Jest, by `require`, in the environment that the command line names. */
const sdk = require("odeus-integrations");

const ID = "550e8400-e29b-41d4-a716-446655440000";
const UPDATED = { integration: { id: ID, name: "Weather", description: "Forecasts" } };

/** Makes a `Response` if the environment has one. Otherwise makes a plain object. */
function answer(status, value, headers = {}) {
  if (typeof Response === "function") return Response.json(value, { status, headers });
  return plainAnswer(status, value, { headers });
}

/** Makes a double of a `Response`. Its body can be read by one method only. */
function plainAnswer(status, value, { headers = {}, method = "json" } = {}) {
  const text = JSON.stringify(value);
  const bodies = { json: value, text, arrayBuffer: Uint8Array.from(Buffer.from(text)).buffer };
  return {
    status,
    headers: new Map(Object.entries(headers)),
    [method]: async () => bodies[method],
  };
}

/** Makes a client whose `fetch` gives these answers, one for each request. */
function clientWith(...answers) {
  const fetch = jest.fn();
  for (const one of answers) fetch.mockResolvedValueOnce(one);
  return { fetch, client: new sdk.OdeusClient({ apiKey: "odeus-key", fetch }) };
}

afterEach(() => {
  jest.useRealTimers();
});

test("runs in the environment that was asked for", () => {
  expect(typeof document === "object" ? "jsdom" : "node").toBe(process.env.ENVIRONMENT);
});

test("uses the package that is installed beside the runner", () => {
  expect(require.resolve("odeus-integrations")).toBe(process.env.PACKAGE);
});

test("updates an integration", async () => {
  const { client, fetch } = clientWith(answer(200, UPDATED));
  await expect(client.updateIntegration(ID, { name: "Weather" })).resolves.toEqual(UPDATED);
  expect(fetch).toHaveBeenCalledTimes(1);
  const [url, init] = fetch.mock.calls[0];
  expect(url).toBe(`https://api.odeus.ai/integrations/v1/${ID}`);
  expect(init).toMatchObject({ method: "PATCH", body: '{"name":"Weather"}' });
  expect(init.headers).toMatchObject({ authorization: "Bearer odeus-key" });
});

test.each(["json", "text", "arrayBuffer"])(
  "sends any text unchanged and accepts a plain object with %s as the answer",
  async (method) => {
    const integration = { ...UPDATED.integration, name: "Größe \u{1F327}" };
    const { client, fetch } = clientWith(plainAnswer(200, { integration }, { method }));
    const response = await client.updateIntegration(ID, { name: integration.name });
    expect(response).toEqual({ integration });
    expect(JSON.parse(fetch.mock.calls[0][1].body)).toEqual({ name: integration.name });
  },
);

test("calls a spy on a client or on the class, and the method again after the restore", async () => {
  const { client, fetch } = clientWith(answer(200, UPDATED), answer(200, UPDATED));
  for (const owner of [client, sdk.OdeusClient.prototype]) {
    const spy = jest.spyOn(owner, "updateIntegration").mockResolvedValue("spied");
    expect(await client.updateIntegration(ID, {})).toBe("spied");
    expect(spy.mock.calls).toEqual([[ID, {}]]);
    expect(fetch).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  const { updateIntegration } = client;
  await expect(updateIntegration(ID, {})).resolves.toEqual(UPDATED);
  await expect(client.updateIntegration(ID, {})).resolves.toEqual(UPDATED);
});

test("refuses bad input before anything is sent", async () => {
  const { client, fetch } = clientWith();
  const error = await client
    .updateIntegration(ID, { nmae: "Weather", color: "blue" })
    .catch((thrown) => thrown);
  expect(error).toBeInstanceOf(sdk.ValidationError);
  expect(error instanceof sdk.OdeusError && error instanceof Error).toBe(true);
  expect(error.issues).toMatchObject([
    { code: "unknown_field", path: ["nmae"], suggestion: "name" },
    { code: "invalid_color", path: ["color"], message: expect.stringContaining("color") },
  ]);
  expect(fetch).not.toHaveBeenCalled();
});

test("throws errors that toThrow can tell apart", () => {
  const options = { apiKey: "odeus-key" };
  expect(() => sdk.buildUpdateRequest("no-id", {}, options)).toThrow(sdk.ValidationError);
  expect(() => sdk.buildUpdateRequest("no-id", {}, options)).toThrow(/integrationId/);
  expect(() => new sdk.OdeusClient({ apiKey: "" })).toThrow(sdk.ConfigurationError);
  expect(() => new sdk.OdeusClient({ apiKey: "" })).not.toThrow(sdk.ValidationError);
});

test("rejects with errors that matchers can tell apart", async () => {
  const missing = () => clientWith(answer(404, { message: "No such integration" })).client;
  const update = () => missing().updateIntegration(ID, {});
  await expect(update()).rejects.toBeInstanceOf(sdk.NotFoundError);
  await expect(update()).rejects.toMatchObject({ code: "not_found", applied: "no", status: 404 });
  await expect(update()).rejects.toThrow(sdk.APIError);
  await expect(update()).rejects.toThrow("No such integration");
  await expect(update()).rejects.not.toBeInstanceOf(sdk.RateLimitError);
});

test("retries a failed attempt when fake timers advance", async () => {
  jest.useFakeTimers();
  const { client, fetch } = clientWith(
    answer(503, {}, { "retry-after": "2" }),
    answer(200, UPDATED),
  );
  const update = client.updateIntegration(ID, {});
  await jest.advanceTimersByTimeAsync(1_999);
  expect(fetch).toHaveBeenCalledTimes(1);
  await jest.advanceTimersByTimeAsync(1);
  expect(fetch).toHaveBeenCalledTimes(2);
  await expect(update).resolves.toEqual(UPDATED);
  expect(jest.getTimerCount()).toBe(0);
});

test("fails after the last attempt when fake timers advance", async () => {
  jest.useFakeTimers();
  // The answer is a plain object, because Node reads a Response with its own microtasks.
  const fetch = jest.fn(async () => plainAnswer(503, {}));
  const update = sdk.updateIntegration(ID, {}, { apiKey: "odeus-key", fetch });
  const outcome = expect(update).rejects.toMatchObject({ code: "server_error", attempts: 3 });
  await jest.advanceTimersByTimeAsync(1_500);
  await outcome;
});

test("times out when fake timers advance", async () => {
  jest.useFakeTimers();
  const fetch = jest.fn(() => new Promise(() => {}));
  const update = sdk.updateIntegration(ID, {}, { apiKey: "odeus-key", fetch, timeoutMs: 3_000 });
  const outcome = expect(update).rejects.toMatchObject({ code: "timed_out", applied: "unknown" });
  await jest.advanceTimersByTimeAsync(3_000);
  await outcome;
});

test("aborts a call by the environment's own AbortSignal", async () => {
  const fetch = jest.fn(() => new Promise(() => {}));
  const controller = new AbortController();
  const client = new sdk.OdeusClient({ apiKey: "odeus-key", fetch });
  const update = client.updateIntegration(ID, {}, { signal: controller.signal });
  controller.abort();
  await expect(update).rejects.toBeInstanceOf(sdk.AbortError);
});

test("recognizes the errors of a copy that was loaded earlier", async () => {
  const { client } = clientWith(answer(404, {}));
  const error = await client.updateIntegration(ID, {}).catch((thrown) => thrown);
  jest.resetModules();
  const again = require("odeus-integrations");
  expect(again.NotFoundError).not.toBe(sdk.NotFoundError);
  expect(error).toBeInstanceOf(again.NotFoundError);
});

test("sends by the environment's own fetch, or says that there is no fetch", async () => {
  const options = { apiKey: "odeus-key", baseUrl: process.env.SERVER_URL };
  const update = sdk.updateIntegration(ID, {}, options);
  if (typeof fetch === "function") {
    await expect(update).resolves.toMatchObject({ integration: { id: ID } });
  } else {
    await expect(update).rejects.toThrow(/fetch/);
  }
});
