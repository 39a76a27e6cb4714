import { Applied, Repeat, UnusableBody } from "../../generated/bindings.js";
import type { Verdict } from "../../generated/functions.js";
import type { Settings } from "../configuration/settings.js";
import { type Facts, type Failure, internalFailure, readFailure } from "../errors/failure.js";
import { type Bindings, enter, Trap } from "../module/instance.js";
import { ownProperty } from "../runtime/quietly.js";
import type { UpdateIntegrationResponse } from "../types.js";
import { type Body, BodyReader, discard } from "./body.js";
import { connectionDetails } from "./connection.js";
import { readContentType, readRequestId, readRetryAfter } from "./response-headers.js";
import { addApiMessage, addContentType, readBody } from "./response-message.js";

/**
 * One attempt: from `fetch` to the end of the body, or to a deadline or an abort, whichever comes first.
 *
 * It reports to Rust what ended it, and keeps what Rust says about it. It does not wait for a `fetch`
 * that ignores its signal.
 */
export class Attempt {
  /** The API's answer, if it came. */
  answer: UpdateIntegrationResponse | undefined = undefined;
  /** Why there is no answer. */
  failure: Failure | undefined = undefined;
  facts: Facts = {};
  status: number | undefined = undefined;
  /** Whether this attempt made the update. */
  applied: Applied = Applied.No;
  /** Whether another attempt may follow. */
  repeat: Repeat = Repeat.No;
  /** Whether a request was begun. */
  hasBegun = false;
  readonly #settings: Settings;
  readonly #url: string;
  readonly #body: string;
  readonly #leftMs: number;
  readonly #controller = new AbortController();
  #settle: (() => void) | undefined = undefined;
  #timer: ReturnType<typeof setTimeout> | undefined = undefined;
  #response: Response | undefined = undefined;
  #bodyReader: BodyReader | undefined = undefined;

  /** @param leftMs - the time that is left of the call, in milliseconds */
  constructor(settings: Settings, url: string, body: string, leftMs: number) {
    this.#settings = settings;
    this.#url = url;
    this.#body = body;
    this.#leftMs = leftMs;
  }

  /** Makes the attempt. Never rejects. */
  run(): Promise<void> {
    return new Promise((settle) => {
      this.#settle = settle;
      this.#guard(this.#begin, undefined);
    });
  }

  /** Ends the attempt because the caller's signal was aborted. */
  abort(): void {
    this.#guard(this.#onAbort, undefined);
  }

  /** The API's id of the request. */
  get requestId(): string | undefined {
    return this.#response && readRequestId(this.#response, this.#settings.redactor);
  }

  /** Starts the request. A `fetch` that throws, or returns no promise, is treated as one that rejects. */
  #begin(): void {
    const { attemptTimeoutMs, fetch, headers } = this.#settings;
    const limitMs = enter((rust) => rust.attemptLimitMs(this.#leftMs, attemptTimeoutMs));
    this.#timer = setTimeout(() => this.#guard(this.#onDeadline, undefined), limitMs);
    this.hasBegun = true;
    this.applied = Applied.Unknown;
    const { signal } = this.#controller;
    // A copy: what a caller's `fetch` changes in it must not reach the next request.
    const sent = enter((rust) => rust.send(fetch, this.#url, { ...headers }, this.#body, signal));
    Promise.resolve(sent as Response).then(
      (response) => this.#guard(this.#onHead, response),
      (thrown: unknown) => this.#guard(this.#onNoAnswer, thrown),
    );
  }

  #onHead(response: Response): void {
    if (this.#settle === undefined) {
      discard(response);
      return;
    }
    const status = readStatus(response);
    if (typeof status !== "number") {
      this.#onNoAnswer(status.thrown);
      return;
    }
    this.applied = enter((rust) => rust.appliedByHead(status));
    this.#response = response;
    this.status = status;
    const onBody = this.applied === Applied.Yes ? this.#onAnswer : this.#onStatus;
    this.#bodyReader = new BodyReader(response);
    this.#bodyReader.read().then((body) => this.#guard(onBody, body));
  }

  /** The body of a success ended. */
  #onAnswer({ problem, text }: Body): void {
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
    const response = this.#response as Response;
    const verdict = enter((rust) => rust.judgeBody(this.status as number, problem));
    this.#fail(verdict, { body: readBody(text, redactor) }, (message) =>
      verdict[1] === Applied.Yes
        ? message
        : addContentType(message, this.status, readContentType(response, redactor)),
    );
  }

  /** The body of another status ended. The text may be missing. */
  #onStatus({ text }: Pick<Body, "text">): void {
    const { redactor } = this.#settings;
    const retryAfterMs = readRetryAfter(this.#response as Response, redactor);
    const body = readBody(text, redactor);
    this.#fail(
      enter((rust) => rust.judgeStatus(this.status as number)),
      { body, retryAfterMs },
      (message) => addApiMessage(message, body),
    );
  }

  #onNoAnswer(thrown: unknown): void {
    if (this.#settle === undefined) return;
    if (thrown instanceof Trap) throw thrown;
    const { redactor } = this.#settings;
    const details = connectionDetails(thrown, redactor);
    this.#fail(
      enter((rust) => rust.judgeNoAnswer(details)),
      { cause: redactor.thrown(thrown) },
    );
  }

  #onDeadline(): void {
    const { timeoutMs, attemptTimeoutMs } = this.#settings;
    this.#judge((rust) =>
      rust.judgeDeadline(this.status, this.#leftMs, timeoutMs, attemptTimeoutMs),
    );
  }

  #onAbort(): void {
    this.#judge((rust) => rust.judgeAbort(this.status), { cause: this.#settings.signal?.reason });
  }

  /** Ends the attempt by a deadline or an abort. */
  #judge(step: (rust: Bindings) => Verdict, facts?: Facts): void {
    if (this.#settle === undefined) return;
    const retryAfterMs = this.#response && readRetryAfter(this.#response, this.#settings.redactor);
    this.#fail(enter(step), { retryAfterMs, ...facts });
  }

  /** Runs a step. What it throws is the failure of the attempt. */
  #guard<Value>(step: (this: Attempt, value: Value) => void, value: Value): void {
    try {
      step.call(this, value);
    } catch (thrown) {
      if (this.#settle === undefined) return;
      const { cause, ...failure } = internalFailure(thrown);
      this.failure = failure;
      this.facts = { cause: this.#settings.redactor.thrown(cause) };
      this.#end();
    }
  }

  #fail(
    [parts, applied, repeat]: Verdict,
    facts: Facts = {},
    describe = (message: string): string => message,
  ): void {
    if (this.#settle === undefined) return;
    const failure = readFailure(parts);
    this.failure = { ...failure, message: describe(failure.message) };
    this.applied = applied;
    this.repeat = repeat;
    const { status, requestId } = this;
    this.facts = { ...(status !== undefined && { status, requestId }), ...facts };
    this.#end();
  }

  #end(): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    clearTimeout(this.#timer);
    settle();
    if (this.answer !== undefined) return;
    // The rest is done after the call has its outcome, because the body may throw an error.
    this.#controller.abort();
    // A `fetch` that ignores its signal leaves the body open.
    this.#bodyReader?.cancel();
  }
}

/** The status of a response, or why it has none. */
function readStatus(response: Response): number | { readonly thrown: unknown } {
  try {
    const status: unknown = response?.status;
    if (Number.isInteger(status) && 0 <= Number(status) && Number(status) <= 999) {
      return Number(status);
    }
    return { thrown: new TypeError("`fetch` returned a value that is not a Response") };
  } catch (thrown) {
    return { thrown };
  }
}

/**
 * The value of a JSON text; `undefined` if it is not JSON. Rust does not parse it, because an import that
 * throws leaves a slot of the reference table behind.
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
