import { Obstacle, Scope, Tokens } from "../generated/bindings.js";
import { type Budget, Call } from "./call/call.js";
import { refuseBrowser } from "./configuration/environment.js";
import { type Redactor, redactors } from "./configuration/redactor.js";
import {
  configure,
  configureCall,
  redactorOf,
  requireFetch,
  type Settings,
} from "./configuration/settings.js";
import { enterSafely, throwIfFailed } from "./errors/failure.js";
import { prepare } from "./input/prepare.js";
import { defineValue } from "./runtime/objects.js";
import { readQuietly } from "./runtime/quietly.js";
import type {
  ClientOptions,
  IntegrationUpdate,
  RequestOptions,
  UpdateIntegrationResponse,
} from "./types.js";

/** A client that keeps its options for many calls. Calls may overlap. */
export class OdeusClient {
  readonly #settings: Settings;
  readonly #budget: Budget;

  /**
   * Checks the options. Sends nothing.
   *
   * @throws {@link ConfigurationError} if an option cannot be used.
   * @throws {@link UnsupportedEnvironmentError} in a browser.
   */
  constructor(options?: ClientOptions) {
    const entry = { called: new.target, findRedactor: () => redactorOf(options) };
    refuseBrowser(entry);
    this.#settings = enterSafely(entry, (rust) => configure(rust, options, Scope.Client));
    this.#budget = newBudget();
    redactors.set(this, this.#settings.redactor);
    bindMethod(this);
  }

  /**
   * Changes the name, description, icon or colour of an integration. The method also works without the
   * client in front of it: `const { updateIntegration } = client`.
   *
   * @param integrationId - the UUID of the integration, in upper or lower case
   * @param changes - the fields to change; they are read before this method returns
   * @param options - the options of this call only
   * @returns the integration after the update
   * @throws an {@link OdeusError}, always as a rejection: {@link ValidationError} and
   *   {@link ConfigurationError} before anything is sent, an {@link APIError} for a status that is not a
   *   success, {@link APIConnectionError}, {@link APITimeoutError}, {@link AbortError},
   *   {@link InvalidResponseError}, {@link InternalError}
   */
  async updateIntegration(
    integrationId: string,
    changes: IntegrationUpdate,
    options?: RequestOptions,
  ): Promise<UpdateIntegrationResponse> {
    const findRedactor = (): Redactor => this.#settings.redactor;
    const entry = { called: CALLED_ON_CLIENT, id: integrationId, findRedactor };
    const call = enterSafely(entry, (rust) => {
      const settings = configureCall(rust, this.#settings, options);
      requireFetch(rust, settings);
      return new Call(settings, prepare(rust, integrationId, changes), this.#budget);
    });
    await call.run();
    return call.finish();
  }
}

/**
 * Gives a client its own copy of the method, so that `const { updateIntegration } = client` works. As
 * a method is, the copy is not enumerable and can be replaced.
 */
function bindMethod(client: OdeusClient): void {
  defineValue(client, "updateIntegration", callMethod.bind(client), false);
}

/**
 * Calls the method of the client's class. The class is asked at each call. So a subclass may override
 * the method, and a test may replace it on the class after the client was made.
 */
function callMethod(
  this: OdeusClient,
  ...input: Parameters<OdeusClient["updateIntegration"]>
): Promise<UpdateIntegrationResponse> {
  const method = Reflect.get(Object.getPrototypeOf(this), "updateIntegration", this);
  return Reflect.apply(method, this, input);
}

/**
 * The functions after which the stack of an error of a client begins. The client's copy of the method
 * calls the method of the class.
 */
const CALLED_ON_CLIENT = [callMethod, OdeusClient.prototype.updateIntegration];

let sharedBudget: Budget | undefined;

/**
 * Changes the name, description, icon or colour of an integration, with a client that is made for this
 * call. An {@link OdeusClient} is cheaper for many calls.
 *
 * @param integrationId - the UUID of the integration, in upper or lower case
 * @param changes - the fields to change; they are read before this function returns
 * @param options - the key, if it is not in the environment, and other options
 * @returns the integration after the update
 * @throws an {@link OdeusError}, always as a rejection; see {@link OdeusClient.updateIntegration}
 */
export async function updateIntegration(
  integrationId: string,
  changes: IntegrationUpdate,
  options?: ClientOptions & RequestOptions,
): Promise<UpdateIntegrationResponse> {
  const findRedactor = (): Redactor => redactorOf(options);
  const entry = { called: updateIntegration, id: integrationId, findRedactor };
  refuseBrowser(entry);
  const call = enterSafely(entry, (rust) => {
    const settings = configure(rust, options, Scope.Call);
    requireFetch(rust, settings);
    const update = prepare(rust, integrationId, changes);
    sharedBudget ??= newBudget();
    return new Call(settings, update, sharedBudget);
  });
  await call.run();
  return call.finish();
}

/**
 * Builds the request that {@link updateIntegration} would send. Sends nothing. The request contains the
 * key.
 *
 * @param integrationId - the UUID of the integration, in upper or lower case
 * @param changes - the fields to change
 * @param options - the key, if it is not in the environment, and other options
 * @throws the error with which the call would reject before it sends anything
 */
export function buildUpdateRequest(
  integrationId: string,
  changes: IntegrationUpdate,
  options?: ClientOptions,
): Request {
  const findRedactor = (): Redactor => redactorOf(options);
  const entry = { called: buildUpdateRequest, id: integrationId, findRedactor };
  refuseBrowser(entry);
  return enterSafely(entry, (rust) => {
    const settings = configure(rust, options, Scope.Client);
    const { id, fields } = prepare(rust, integrationId, changes);
    if (typeof readQuietly(globalThis, "Request") !== "function") {
      throwIfFailed(rust.describeObstacle(Obstacle.NoRequestClass));
    }
    const init = rust.requestInit(settings.headers, fields);
    return new Request(rust.requestUrl(settings.prefix, id), init);
  });
}

function newBudget(): Budget {
  return { tokens: Tokens.Full };
}
