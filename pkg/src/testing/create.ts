import type { Fetch, FetchResponse, Integration } from "../types.js";
import { type Answer, jsonAnswer, refusal, respond } from "./answer.js";
import { readId } from "./checks.js";
import { connectionLost } from "./connection.js";
import { copyIntegrations, readOptions, type Settings } from "./options.js";
import { Plan } from "./plan.js";
import { RatePeriods } from "./rate-limit.js";
import { type Incoming, readRequest } from "./request.js";
import { isObject, refuseInput, refuseKey } from "./rules.js";
import type { FakeOdeus, FakeOdeusOptions, FakeRequest, Fault } from "./types.js";

/**
 * Makes an Odeus for tests. Pass its `fetch` to the client. It answers as the API's page says, with the
 * statuses 200, 400, 401, 403, 404 and 429, and it shows the faults that the test asks for.
 *
 * A method or a path that the API's page does not have is an error, and is no request. If the caller's
 * signal is aborted, `fetch` rejects with its reason.
 *
 * @example
 * ```js
 * const fake = createFakeOdeus();
 * const odeus = new OdeusClient({ apiKey: "test-key", fetch: fake.fetch });
 * fake.next(fault.status(503), fault.rateLimited({ retryAfterMs: 2_000 }));
 * ```
 *
 * @throws TypeError for a wrong or an unknown option.
 */
export function createFakeOdeus(options: FakeOdeusOptions = {}): FakeOdeus {
  return new Fake(readOptions(options));
}

class Fake implements FakeOdeus {
  readonly integrations = new Map<string, Integration>();
  readonly requests: FakeRequest[] = [];
  readonly fetch: Fetch = (url, init) => this.#fetch(url, init);
  readonly #settings: Settings;
  readonly #plan = new Plan();
  #periods: RatePeriods | undefined = undefined;
  /** The number of resets and of answers, since the fake was made. */
  #resets = 0;
  #answers = 0;

  constructor(settings: Settings) {
    this.#settings = settings;
    this.#restore();
  }

  next(...faults: Fault[]): this {
    this.#plan.add(faults);
    return this;
  }

  for(id: string): { next(...faults: Fault[]): void } {
    const own = readId(id, "The id of the faults");
    return { next: (...faults) => this.#plan.add(faults, own) };
  }

  assertDone(): void {
    this.#plan.assertDone();
  }

  reset(): void {
    this.#resets += 1;
    this.#plan.clear();
    this.requests.length = 0;
    this.#restore();
  }

  #restore(): void {
    const { integrations, rateLimit } = this.#settings;
    this.integrations.clear();
    for (const [id, integration] of copyIntegrations(integrations?.values() ?? [])) {
      this.integrations.set(id, integration);
    }
    this.#periods = rateLimit && new RatePeriods(rateLimit);
  }

  async #fetch(...input: Parameters<typeof readRequest>): Promise<FetchResponse> {
    const incoming = readRequest(...input);
    const { signal } = incoming;
    if (signal?.aborted) throw signal.reason;
    const request = recordOf(incoming);
    this.requests.push(request);
    const { status, headers, ...body } = await this.#meet(incoming, request.id);
    request.status = status;
    this.#answers += 1;
    const id = { "x-request-id": `fake-request-${this.#answers}` };
    return respond({ status, headers: { ...id, ...headers }, ...body }, signal);
  }

  /** Leads a request through its fault, if it has one, to the API. */
  async #meet(incoming: Incoming, id: string): Promise<Answer> {
    const fault = this.#plan.take(id);
    const resets = this.#resets;
    const instead = await fault?.before?.(incoming.signal);
    if (resets !== this.#resets) throw connectionLost();
    if (instead !== undefined) return instead;
    const refused = this.#refuse(incoming, id);
    if (refused !== undefined) return refused;
    const answer = this.#update(incoming, id);
    return fault?.after?.(answer) ?? answer;
  }

  #refuse(incoming: Incoming, id: string): Answer | undefined {
    const { integrations, forbidden } = this.#settings;
    const refused = refuseKey(incoming, this.#settings);
    if (refused !== undefined) return refused;
    const limited = this.#periods?.refuse(Date.now());
    if (limited !== undefined) return refusal(429, "Rate limit exceeded", limited);
    const wrong = refuseInput(incoming);
    if (wrong !== undefined) return wrong;
    if (forbidden.has(id)) return refusal(403, "No access to this integration");
    const isKnown = integrations === undefined || this.integrations.has(id);
    return isKnown ? undefined : refusal(404, "Integration not found");
  }

  #update({ body }: Incoming, id: string): Answer {
    const before = this.integrations.get(id) ?? { id, name: "", description: "" };
    const integration: Integration = { ...before, ...(body as object) };
    this.integrations.set(id, integration);
    const { name, description } = integration;
    return jsonAnswer(200, { integration: { id, name, description } });
  }
}

/** What a test sees of a request. The key is in the header `authorization`, which is left out. */
function recordOf({ id, headers, body }: Incoming): FakeRequest & { status?: number } {
  const { authorization: _, ...others } = headers;
  const changes = isObject(body) ? { ...body } : {};
  return { id: id.toLowerCase(), changes, headers: others, at: Date.now() };
}
