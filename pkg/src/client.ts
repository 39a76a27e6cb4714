import { type Budget, Call } from "./call.js";
import { refuseBrowser } from "./environment.js";
import { enterSafely, refuse } from "./failure.js";
import { enter } from "./instance.js";
import { configure, configureCall, type Settings } from "./settings.js";
import { isSurelyValid, Snapshot } from "./snapshot.js";
import type {
  ClientOptions,
  IntegrationUpdate,
  RequestOptions,
  UpdateIntegrationResponse,
} from "./types.js";

/** A client that keeps its options, for more than one call. Calls may overlap. */
export class OdeusClient {
  readonly #settings: Settings;
  readonly #budget: Budget;

  /**
   * Checks the options; sends nothing.
   *
   * @throws {@link ConfigurationError} if an option cannot be used.
   * @throws {@link UnsupportedEnvironmentError} in a browser.
   */
  constructor(options?: ClientOptions) {
    refuseBrowser();
    this.#settings = configure(options, "Client");
    this.#budget = newBudget();
  }

  /**
   * Changes an integration's name, description, icon or colour.
   *
   * @param integrationId - the integration's UUID, in any case
   * @param changes - the fields to change, read before this returns
   * @param options - of this call only
   * @returns the integration after the update
   * @throws an {@link OdeusError}, always as a rejection: {@link ValidationError} and
   *   {@link ConfigurationError} before anything is sent, an {@link APIError} for an answer that is no
   *   success, {@link APIConnectionError}, {@link APITimeoutError}, {@link AbortError},
   *   {@link InvalidResponseError}, {@link InternalError}
   */
  async updateIntegration(
    integrationId: string,
    changes: IntegrationUpdate,
    options?: RequestOptions,
  ): Promise<UpdateIntegrationResponse> {
    const { url, body } = prepare(this.#settings.base, integrationId, changes);
    const settings = configureCall(this.#settings, options);
    // `await`: handing on a promise takes three turns of the queue, its value one.
    return await new Call(settings, url, body, this.#budget).run();
  }
}

let sharedBudget: Budget | undefined;

/**
 * Changes an integration's name, description, icon or colour, by a client made for this call. For
 * more than one call an {@link OdeusClient} is cheaper.
 *
 * @param integrationId - the integration's UUID, in any case
 * @param changes - the fields to change, read before this returns
 * @param options - the key, if it is not in the environment, and what else differs
 * @returns the integration after the update
 * @throws an {@link OdeusError}, always as a rejection; see {@link OdeusClient.updateIntegration}
 */
export async function updateIntegration(
  integrationId: string,
  changes: IntegrationUpdate,
  options?: ClientOptions & RequestOptions,
): Promise<UpdateIntegrationResponse> {
  refuseBrowser();
  const settings = configure(options, "Call");
  const { url, body } = prepare(settings.base, integrationId, changes);
  sharedBudget ??= newBudget();
  return await new Call(settings, url, body, sharedBudget).run();
}

/**
 * The request that {@link updateIntegration} would send, not sent. It holds the key.
 *
 * @param integrationId - the integration's UUID, in any case
 * @param changes - the fields to change
 * @param options - the key, if it is not in the environment, and what else differs
 * @throws what the call would reject with before it sends
 */
export function buildUpdateRequest(
  integrationId: string,
  changes: IntegrationUpdate,
  options?: ClientOptions,
): Request {
  refuseBrowser();
  const { base, headers } = configure(options, "Client");
  const { url, body } = prepare(base, integrationId, changes);
  return enterSafely((rust) => rust.buildRequest(url, headers, body));
}

/** Takes the snapshot of the input, checks it, and makes the request's address and body of it. */
function prepare(base: string, id: unknown, changes: unknown): { url: string; body: string } {
  const snapshot = new Snapshot(changes);
  return enterSafely((rust) => {
    if (typeof id !== "string" || !isSurelyValid(rust, id, snapshot)) {
      const [cause] = snapshot.thrown;
      const facts = snapshot.thrown.length > 0 ? { cause } : {};
      refuse(rust.findInputFailure(id, snapshot), facts);
    }
    return { url: rust.requestUrl(base, id as string), body: rust.requestBody(snapshot.fields) };
  });
}

function newBudget(): Budget {
  return { tokens: enter((rust) => rust.fullBudget()) };
}
