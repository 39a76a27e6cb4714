/** A user's tests with Vitest, by `import`, in the environment that the command line names. */
import * as sdk from "odeus-integrations";
import { afterEach, expect, test, vi } from "vitest";

const ID = "550e8400-e29b-41d4-a716-446655440000";
const UPDATED = { integration: { id: ID, name: "Weather", description: "Forecasts" } };

const answer = (status, value, headers = {}) => Response.json(value, { status, headers });

/** Makes a double of a `Response`. Its body can be read by one method only. */
function plainAnswer(status, value, { method = "json" } = {}) {
  const text = JSON.stringify(value);
  const bodies = { json: value, text, arrayBuffer: Uint8Array.from(Buffer.from(text)).buffer };
  return { status, [method]: async () => bodies[method] };
}

/** Makes a client whose `fetch` gives these answers, one for each request. */
function clientWith(...answers) {
  const fetch = vi.fn();
  for (const one of answers) fetch.mockResolvedValueOnce(one);
  return { fetch, client: new sdk.OdeusClient({ apiKey: "odeus-key", fetch }) };
}

afterEach(() => {
  vi.useRealTimers();
});

test("runs in the environment that was asked for", () => {
  expect(typeof document === "object" ? "jsdom" : "node").toBe(process.env.ENVIRONMENT);
});

test("uses the package that is installed beside the runner", () => {
  expect(import.meta.resolve("odeus-integrations")).toBe(process.env.PACKAGE);
});

test("updates an integration", async () => {
  const { client, fetch } = clientWith(answer(200, UPDATED));
  await expect(client.updateIntegration(ID, { name: "Weather" })).resolves.toEqual(UPDATED);
  expect(fetch).toHaveBeenCalledOnce();
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
    const spy = vi.spyOn(owner, "updateIntegration").mockResolvedValue("spied");
    expect(await client.updateIntegration(ID, {})).toBe("spied");
    expect(spy).toHaveBeenCalledExactlyOnceWith(ID, {});
    expect(fetch).not.toHaveBeenCalled();
    spy.mockRestore();
  }
  const { updateIntegration } = client;
  await expect(updateIntegration(ID, {})).resolves.toEqual(UPDATED);
  await expect(client.updateIntegration(ID, {})).resolves.toEqual(UPDATED);
});

test("refuses bad input before anything is sent", async () => {
  const { client, fetch } = clientWith();
  const changes = { nmae: "Weather", color: "blue" };
  const error = await client.updateIntegration(ID, changes).catch((thrown) => thrown);
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
  vi.useFakeTimers();
  const { client, fetch } = clientWith(
    answer(503, {}, { "retry-after": "2" }),
    answer(200, UPDATED),
  );
  const update = client.updateIntegration(ID, {});
  await vi.advanceTimersByTimeAsync(1_999);
  expect(fetch).toHaveBeenCalledTimes(1);
  await vi.advanceTimersByTimeAsync(1);
  expect(fetch).toHaveBeenCalledTimes(2);
  await expect(update).resolves.toEqual(UPDATED);
  expect(vi.getTimerCount()).toBe(0);
});

test("retries a failed attempt when fake timers replace queueMicrotask", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "queueMicrotask"] });
  // The answers are plain objects, because Node reads a Response with its own microtasks.
  const { client } = clientWith(plainAnswer(503, {}), plainAnswer(200, UPDATED));
  const update = client.updateIntegration(ID, {});
  await vi.advanceTimersByTimeAsync(500);
  await expect(update).resolves.toEqual(UPDATED);
});

test("fails after the last attempt when fake timers advance", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance", "queueMicrotask"] });
  // The answer is a plain object, because Node reads a Response with its own microtasks.
  const fetch = vi.fn(async () => plainAnswer(503, {}));
  const update = sdk.updateIntegration(ID, {}, { apiKey: "odeus-key", fetch });
  const outcome = expect(update).rejects.toMatchObject({ code: "server_error", attempts: 3 });
  await vi.advanceTimersByTimeAsync(1_500);
  await outcome;
});

test("times out when fake timers advance", async () => {
  vi.useFakeTimers();
  const fetch = vi.fn(() => new Promise(() => {}));
  const update = sdk.updateIntegration(ID, {}, { apiKey: "odeus-key", fetch, timeoutMs: 3_000 });
  const outcome = expect(update).rejects.toMatchObject({ code: "timed_out", applied: "unknown" });
  await vi.advanceTimersByTimeAsync(3_000);
  await outcome;
});

test("aborts a call by the environment's own AbortSignal", async () => {
  const fetch = vi.fn(() => new Promise(() => {}));
  const controller = new AbortController();
  const client = new sdk.OdeusClient({ apiKey: "odeus-key", fetch });
  const update = client.updateIntegration(ID, {}, { signal: controller.signal });
  controller.abort();
  await expect(update).rejects.toBeInstanceOf(sdk.AbortError);
});

test("sends by the environment's own fetch", async () => {
  const options = { apiKey: "odeus-key", baseUrl: process.env.SERVER_URL };
  const update = sdk.updateIntegration(ID, { name: "Weather" }, options);
  await expect(update).resolves.toMatchObject({ integration: { id: ID } });
});

test("sends by a fetch that replaces the environment's own fetch", async () => {
  const fetch = vi.fn(async () => answer(200, UPDATED));
  vi.stubGlobal("fetch", fetch);
  try {
    const update = sdk.updateIntegration(ID, {}, { apiKey: "odeus-key" });
    await expect(update).resolves.toEqual(UPDATED);
    expect(fetch).toHaveBeenCalledOnce();
  } finally {
    vi.unstubAllGlobals();
  }
});
