import { Applied, FetchFault, Repeat, UnusableBody } from "../../generated/bindings.js";
import type { Verdict } from "../../generated/functions.js";
import { hasOwnFetch, type Settings } from "../configuration/settings.js";
import { type Facts, type Failure, internalFailure, readFailure } from "../errors/failure.js";
import { type Bindings, enter, Trap } from "../module/instance.js";
import { ownProperty, readQuietly } from "../runtime/quietly.js";
import type { FetchResponse, UpdateIntegrationResponse } from "../types.js";
import { type Body, BodyReader, discard } from "./body.js";
import { connectionDetails, isBareTypeError } from "./connection.js";
import {
  readContentType,
  readLocation,
  readRequestId,
  readRetryAfter,
} from "./response-headers.js";
import { addApiMessage, addContentType, addLocation, readBody } from "./response-message.js";

/** What a call sends. */
export interface Update {
  readonly id: string;
  readonly fields: object;
}

/**
 * One attempt: from `fetch` to the end of the body, or to a deadline or an abort, whichever comes
 * first.
 *
 * An attempt reports to Rust what ended it, and stores Rust's verdict. It does not wait for a `fetch`
 * that ignores its signal.
 */
export class Attempt {
  /** The API's answer, if it came. */
  answer: UpdateIntegrationResponse | undefined = undefined;
  /** Why there is no answer. */
  failure: Failure | undefined = undefined;
  facts: Facts = {};
  status: number | undefined = undefined;
  /** The wait that the API asked for, in milliseconds. */
  retryAfterMs: number | undefined = undefined;
  /** Whether this attempt made the update. */
  applied: Applied = Applied.No;
  /** Whether another attempt may follow. */
  repeat: Repeat = Repeat.No;
  /** Whether a request was begun. */
  hasBegun = false;
  readonly #settings: Settings;
  readonly #update: Update;
  readonly #leftMs: number;
  readonly #onEnd: () => void;
  #controller: AbortController | undefined = undefined;
  #isOpen = true;
  /** Whether `fetch` returned a value. */
  #hasReturned = false;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #response: FetchResponse | undefined = undefined;
  #body: BodyReader | undefined = undefined;

  /**
   * @param leftMs - the time that is left of the call, in milliseconds
   * @param onEnd - is called once, when the attempt has ended
   */
  constructor(settings: Settings, update: Update, leftMs: number, onEnd: () => void) {
    this.#settings = settings;
    this.#update = update;
    this.#leftMs = leftMs;
    this.#onEnd = onEnd;
  }

  /** Makes the attempt. Never rejects. */
  async run(): Promise<void> {
    try {
      const response = await this.#send();
      this.#hasReturned = true;
      if (!this.#isOpen) {
        discard(response);
        return;
      }
      this.#onHead(response);
      const body = new BodyReader(response);
      this.#body = body;
      try {
        while (body.isOpen) body.take(await body.read());
      } catch {
        body.breakOff();
      }
      this.#onBody(body.body);
    } catch (thrown) {
      this.#onThrown(thrown);
    }
  }

  /** Ends the attempt because the caller's signal was aborted. */
  abort(): void {
    const cause = readQuietly(this.#settings.signal, "reason");
    const facts = cause === undefined ? {} : { cause };
    this.#interrupt((rust) => rust.judgeAbort(this.status), facts);
  }

  /** The API's id of the request. */
  get requestId(): string | undefined {
    return this.#response && readRequestId(this.#response, this.#settings.redactor);
  }

  /**
   * Starts the request. A `fetch` that throws counts as one that rejects. `run` awaits the result, so
   * it need not be a promise.
   */
  #send(): Promise<FetchResponse> {
    const { attemptTimeoutMs, sender, prefix, headers } = this.#settings;
    const { id, fields } = this.#update;
    const limitMs = enter((rust) => rust.attemptLimitMs(this.#leftMs, attemptTimeoutMs));
    this.#controller = new AbortController();
    this.#timer = setTimeout(onDeadline, limitMs, this);
    this.hasBegun = true;
    this.applied = Applied.Unknown;
    // This is a copy: a caller's `fetch` may change it, and the next request must not see the change.
    const ownHeaders = { ...headers };
    const { signal } = this.#controller;
    return enter((rust) =>
      rust.send(sender, prefix, id, fields, ownHeaders, signal),
    ) as Promise<FetchResponse>;
  }

  #onHead(response: FetchResponse): void {
    const status = readStatus(response);
    this.applied = enter((rust) => rust.appliedByHead(status));
    this.#response = response;
    this.status = status;
  }

  #onBody({ problem, text }: Body): void {
    if (!this.#isOpen) return;
    if (this.applied !== Applied.Yes) {
      this.#onStatus(text);
      return;
    }
    const { redactor } = this.#settings;
    const answer = problem === undefined ? parse(text) : undefined;
    if (answer !== undefined && isAnswer(answer)) {
      if (redactor.mayBeInJson(text ?? "")) redactor.json(answer);
      this.answer = answer;
      this.#end();
      return;
    }
    this.#onUnusable(problem ?? problemOf(text, answer), text);
  }

  #onUnusable(problem: UnusableBody, text: string | undefined): void {
    const { redactor } = this.#settings;
    const response = this.#response as FetchResponse;
    const verdict = enter((rust) => rust.judgeBody(this.status as number, problem));
    this.#fail(verdict, { body: readBody(text, redactor) }, (message) =>
      verdict[1] === Applied.Yes
        ? message
        : addContentType(message, this.status, readContentType(response, redactor)),
    );
  }

  /** Handles an answer whose status is not a success, after its body ended or broke off. */
  #onStatus(text: string | undefined): void {
    const { redactor } = this.#settings;
    this.retryAfterMs = readRetryAfter(this.#response as FetchResponse, redactor);
    const body = readBody(text, redactor);
    this.#fail(
      enter((rust) => rust.judgeStatus(this.status as number)),
      { body },
      (message) => addApiMessage(addLocation(message, this.#location), body, redactor),
    );
  }

  /** The address to which a redirect leads. */
  get #location(): string | undefined {
    const { prefix, redactor } = this.#settings;
    if (!enter((rust) => rust.isRedirect(this.status as number))) return undefined;
    const url = enter((rust) => rust.requestUrl(prefix, this.#update.id));
    return readLocation(this.#response as FetchResponse, url, redactor);
  }

  onDeadline(): void {
    const { timeoutMs, attemptTimeoutMs } = this.#settings;
    this.#interrupt((rust) =>
      rust.judgeDeadline(this.status, this.#leftMs, timeoutMs, attemptTimeoutMs),
    );
  }

  /** Ends the attempt by a deadline or an abort. */
  #interrupt(judge: (rust: Bindings) => Verdict, facts?: Facts): void {
    if (!this.#isOpen) return;
    try {
      this.retryAfterMs = this.#response && readRetryAfter(this.#response, this.#settings.redactor);
      this.#fail(enter(judge), facts);
    } catch (thrown) {
      this.#onDefect(thrown);
    }
  }

  /**
   * Handles a thrown error. It comes from `fetch`, from a trap of the module, or from a defect of this
   * package.
   */
  #onThrown(thrown: unknown): void {
    if (!this.#isOpen) return;
    if (Trap.is(thrown) || !this.hasBegun || this.#response !== undefined) {
      this.#onDefect(thrown);
      return;
    }
    try {
      const { redactor } = this.#settings;
      const details = connectionDetails(thrown, redactor);
      this.#fail(
        enter((rust) => rust.judgeNoAnswer(this.#faultOf(thrown), details)),
        { cause: redactor.thrown(thrown) },
      );
    } catch (defect) {
      this.#onDefect(defect);
    }
  }

  #faultOf(thrown: unknown): FetchFault {
    if (this.#hasReturned) return FetchFault.NoResponse;
    return hasOwnFetch(this.#settings) && isBareTypeError(thrown)
      ? FetchFault.TypeErrorOfOption
      : FetchFault.Rejected;
  }

  #onDefect(thrown: unknown): void {
    const { cause, ...failure } = internalFailure(thrown);
    this.failure = failure;
    this.facts = { cause: this.#settings.redactor.thrown(cause) };
    this.#end();
  }

  #fail(
    [parts, applied, repeat]: Verdict,
    facts: Facts = {},
    describe = (message: string): string => message,
  ): void {
    const failure = readFailure(parts);
    this.failure = { ...failure, message: describe(failure.message) };
    this.applied = applied;
    this.repeat = repeat;
    const { status, requestId, retryAfterMs } = this;
    this.facts = { ...(status !== undefined && { status, requestId, retryAfterMs }), ...facts };
    this.#end();
  }

  #end(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
    this.#onEnd();
    if (this.answer !== undefined) return;
    // The call has its outcome before these steps, because the body may throw an error.
    this.#controller?.abort();
    // A `fetch` that ignores its signal leaves the body open.
    this.#body?.cancel();
  }
}

/** How many turns of promises a deadline waits. Two are enough on Node 20 to 26 (measured). */
const TURNS_BEFORE_DEADLINE = 10;

/**
 * Ends an attempt at its deadline. An answer that is already here comes first.
 *
 * `fetch` announces the end of a body by the global `queueMicrotask`. Fake timers such as sinon's hold
 * back that announcement. They release it in the same turn in which they call this function.
 */
async function onDeadline(attempt: Attempt): Promise<void> {
  for (let turn = 0; turn < TURNS_BEFORE_DEADLINE; turn += 1) await undefined;
  attempt.onDeadline();
}

/** The status of a response. Throws if the value is not a response. */
function readStatus(response: FetchResponse): number {
  const status: unknown = response?.status;
  if (Number.isInteger(status) && 0 <= Number(status) && Number(status) <= 999) {
    return Number(status);
  }
  throw new TypeError("its `status` is not a number from 0 to 999");
}

/**
 * Parses a JSON text; `undefined` if it is not JSON. Rust does not parse it, because an import that
 * throws never frees a slot of the module's reference table.
 */
function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

/** Whether a body has an own object `integration` with an own string `id`. */
function isAnswer(body: unknown): body is UpdateIntegrationResponse {
  const integration = ownProperty(body, "integration");
  return !Array.isArray(integration) && typeof ownProperty(integration, "id") === "string";
}

/** Why a whole body is not the API's answer. */
function problemOf(text: string | undefined, value: unknown): UnusableBody {
  if (text === undefined || text === "") return UnusableBody.Empty;
  return value === undefined ? UnusableBody.NotJson : UnusableBody.WrongShape;
}
