// What the types of the Odeus for tests accept and refuse. This file is compiled and never run.
import { type Fetch, type Integration, OdeusClient } from "odeus-integrations";
import {
  createFakeOdeus,
  type FakeOdeus,
  type FakeOdeusOptions,
  type FakeRequest,
  type Fault,
  fault,
} from "odeus-integrations/testing";

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function assertType<_T extends true>(): void {}

const integration: Integration = { id: "id", name: "Name", description: "", color: "#abc" };
const options: FakeOdeusOptions = {
  apiKey: undefined,
  scopes: ["INTEGRATION_API"],
  integrations: new Set([integration]),
  forbidden: ["id"],
  rateLimit: { requests: 5, perMs: 1_000, retryAfter: "date" },
};
const fake: FakeOdeus = createFakeOdeus(options);
createFakeOdeus();
createFakeOdeus({ integrations: "any", rateLimit: undefined });
const client = new OdeusClient({ apiKey: "test-key", fetch: fake.fetch });
const send: Fetch = (url, init) => fake.fetch(url, { ...init, headers: { ...init.headers } });

const faults: Fault[] = [
  fault.status(503),
  fault.status(200, { integration }, { "x-request-id": "1" }),
  fault.rateLimited(),
  fault.rateLimited({ retryAfterMs: 1_000 }),
  fault.delay(5),
  fault.refused(),
  fault.reset(),
  fault.hang(),
  fault.hangBody(),
  fault.breakBody(),
  fault.badBody("text"),
  fault.appliedThenLost(),
];

export function plan(): string {
  const same = fake.next(...faults).next(fault.hang());
  assertType<Equal<typeof same, FakeOdeus>>();
  const nothing = fake.for("id").next(fault.hang());
  assertType<Equal<typeof nothing, void>>();
  fake.assertDone();
  fake.reset();
  const request: FakeRequest | undefined = fake.requests[0];
  const name: string | undefined = fake.integrations.get("id")?.name;
  return `${name} ${request?.id} ${request?.changes.name} ${request?.at} ${request?.status}`;
}

// @ts-expect-error there is no such option
createFakeOdeus({ key: "test-key" });
// @ts-expect-error there is no such form
createFakeOdeus({ rateLimit: { requests: 1, perMs: 1, retryAfter: "hours" } });
// @ts-expect-error a fault is made by a function of `fault`
fake.next("refused");
// @ts-expect-error the function must be called
fake.next(fault.hang);
export function change(request: FakeRequest): void {
  // @ts-expect-error a request is not changed
  request.status = 200;
}

export { client, send };
