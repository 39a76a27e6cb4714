/** A user's tests with the Odeus for tests, in the environment that the command line names. */
const { OdeusClient, updateIntegrations } = require("odeus-integrations");
const { createFakeOdeus, fault } = require("odeus-integrations/testing");

const ID = "550e8400-e29b-41d4-a716-446655440000";

const fake = createFakeOdeus({ rateLimit: { requests: 3, perMs: 60_000 } });
const client = new OdeusClient({ apiKey: "test-key", fetch: fake.fetch });

afterEach(() => {
  jest.useRealTimers();
  fake.assertDone();
  fake.reset();
});

test("updates an integration without any timer", async () => {
  jest.useFakeTimers();
  await client.updateIntegration(ID, { name: "Größe" });
  expect(fake.integrations.get(ID)).toEqual({ id: ID, name: "Größe", description: "" });
  expect(fake.requests).toMatchObject([{ id: ID, changes: { name: "Größe" }, status: 200 }]);
  expect(jest.getTimerCount()).toBe(0);
});

test("waits for a delayed answer when fake timers advance", async () => {
  jest.useFakeTimers();
  fake.next(fault.status(503), fault.delay(5_000));
  const update = client.updateIntegration(ID, { name: "Weather" });
  await jest.advanceTimersByTimeAsync(6_000);
  await expect(update).resolves.toMatchObject({ integration: { name: "Weather" } });
  expect(jest.getTimerCount()).toBe(0);
});

test("tells a lost answer from a refused connection", async () => {
  const options = { maxRetries: 0 };
  fake.next(fault.appliedThenLost(), fault.refused());
  const lost = client.updateIntegration(ID, { name: "New" }, options);
  await expect(lost).rejects.toMatchObject({ code: "connection_failed", applied: "unknown" });
  const refused = client.updateIntegration(ID, {}, options);
  await expect(refused).rejects.toMatchObject({ code: "connection_failed", applied: "no" });
  expect(fake.integrations.get(ID).name).toBe("New");
});

test("makes many updates under a rate limit when fake timers advance", async () => {
  jest.useFakeTimers();
  const items = Array.from({ length: 7 }, (_, index) => ({
    id: ID.slice(0, -1) + index,
    changes: { name: `Name ${index}` },
  }));
  const summary = updateIntegrations(client, items).summary();
  await jest.advanceTimersByTimeAsync(600_000);
  await expect(summary).resolves.toMatchObject({ updated: 7, failed: 0 });
  expect(fake.integrations.size).toBe(7);
});
