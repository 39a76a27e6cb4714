import { type Body, BodyReader, discard } from "./body.js";
import type { Call } from "./call.js";
import { connectionDetails } from "./connection.js";
import {
  type Facts,
  type Failure,
  type FailureParts,
  internalFailure,
  readFailure,
} from "./failure.js";
import { type Bindings, enter, Trap } from "./instance.js";
import { quietly } from "./quietly.js";
import { readRequestId, readRetryAfter } from "./response-headers.js";
import { explainStatus, ownProperty } from "./response-message.js";
import type { Settings } from "./settings.js";
import { onAbort } from "./signal.js";
import type { UpdateIntegrationResponse } from "./types.js";

/** Why the body of a success has no answer, in the order that Rust numbers it. */
const PROBLEMS = ["TooLarge", "BrokenOff", "NotUtf8", "NotJson", "WrongShape"] as const;

type Problem = (typeof PROBLEMS)[number];

/** How an attempt ended: with an answer or a failure. */
export interface AttemptResult {
  readonly answer: UpdateIntegrationResponse | undefined;
  readonly failure: Failure | undefined;
  readonly facts: Facts | undefined;
  readonly status: number | undefined;
  /** Whether a response's head came. */
  readonly isAnswered: boolean;
  /** Whether the request can have reached the API. */
  readonly mayHaveArrived: boolean;
}

/** What a response's head says, without what only a trace or an error tells of it. */
const ANSWERED = { isAnswered: true, mayHaveArrived: true };

/** A result has every property itself, so that none is read from `Object.prototype`. */
export const NOTHING: AttemptResult = {
  answer: undefined,
  failure: undefined,
  facts: undefined,
  status: undefined,
  isAnswered: false,
  mayHaveArrived: false,
};

/**
 * One attempt: from `fetch` to the end of the body, or to the deadline or the caller's abort,
 * whichever comes first; a `fetch` that ignores its signal is not waited for.
 */
export class Attempt {
  readonly #call: Call;
  readonly #url: string;
  readonly #body: string;
  readonly #controller = new AbortController();
  readonly #isLastChance: boolean;
  readonly #limitMs: number;
  #settle: ((result: AttemptResult) => void) | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #unsubscribe: (() => void) | undefined;
  #response: Response | undefined;
  /** The response's status, 0 before there is one. */
  #status = 0;
  #bodyReader: BodyReader | undefined;

  constructor(call: Call, url: string, body: string) {
    this.#call = call;
    this.#url = url;
    this.#body = body;
    const { timeLeftMs, settings } = call;
    // Which deadline it is must not depend on when the timer fires.
    this.#isLastChance = timeLeftMs <= settings.attemptTimeoutMs;
    this.#limitMs = Math.max(0, Math.min(timeLeftMs, settings.attemptTimeoutMs));
  }

  /** Makes the attempt. Never rejects. */
  run(): Promise<AttemptResult> {
    return new Promise((settle) => {
      this.#settle = settle;
      const { signal } = this.#call.settings;
      if (signal?.aborted) {
        this.#guard(this.#onAbort, undefined);
        return;
      }
      this.#timer = setTimeout(() => this.#guard(this.#onDeadline, undefined), this.#limitMs);
      this.#guard(this.#begin, undefined);
    });
  }

  /** Ends the attempt with a failure that is not its own. */
  interrupt(failure: Failure): void {
    this.#fail(failure);
  }

  /** Starts the request. A `fetch` that throws, or returns no promise, is as one that rejects. */
  #begin(): void {
    const callersSignal = this.#call.settings.signal;
    this.#unsubscribe =
      callersSignal && onAbort(callersSignal, () => this.#guard(this.#onAbort, undefined));
    this.#call.attempts += 1;
    const fetch = neverThrowing(this.#call.settings.fetch);
    const { signal } = this.#controller;
    // A copy: what a caller's `fetch` does to it must not reach the next request.
    const headers = { ...this.#call.settings.headers };
    try {
      const sent = enter((rust) => rust.send(fetch, this.#url, headers, this.#body, signal));
      Promise.resolve(sent as Response).then(
        (response) => this.#guard(this.#onHead, response),
        (thrown: unknown) => this.#guard(this.#onNoAnswer, thrown),
      );
    } catch (thrown) {
      this.#guard(this.#onNoAnswer, thrown);
    }
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
    this.#response = response;
    this.#status = status;
    const onBody = enter((rust) => rust.isSuccess(status)) ? this.#onAnswer : this.#onStatus;
    this.#bodyReader = new BodyReader(response);
    this.#bodyReader.read().then((body) => this.#guard(onBody, body));
  }

  /** The body of a success. */
  #onAnswer(body: Body): void {
    const { redactor, onAttempt } = this.#call.settings;
    const { problem, answer } = readAnswer(body);
    if (problem !== undefined) {
      const reason = PROBLEMS.indexOf(problem);
      this.#fail(describe((rust) => rust.describeUnusable(reason)));
      return;
    }
    if (redactor.mayBeInJson(body.text ?? "")) redactor.json(answer);
    // Only a trace shows a success's request id; looking for it costs more than the rest of this.
    const head = onAttempt === undefined ? ANSWERED : this.#head;
    this.#end({ answer, ...head });
  }

  /** Another status; the body may be missing. */
  #onStatus({ text }: { readonly text: string | undefined }): void {
    const response = this.#response as Response;
    const { redactor } = this.#call.settings;
    const failure = describe((rust) => rust.describeStatus(this.#status));
    const { message, body } = explainStatus(failure.message, text, redactor);
    this.#fail({ ...failure, message }, { body, retryAfterMs: readRetryAfter(response, redactor) });
  }

  #onNoAnswer(thrown: unknown): void {
    if (this.#settle === undefined) return;
    if (thrown instanceof Trap) throw thrown;
    const { redactor } = this.#call.settings;
    const details = connectionDetails(thrown, redactor);
    this.#end({
      failure: describe((rust) => rust.describeConnection(details)),
      facts: { cause: redactor.thrown(thrown) },
      mayHaveArrived: enter((rust) => rust.mayHaveArrived(details)),
    });
  }

  #onDeadline(): void {
    const response = this.#response;
    const isSuccess = response !== undefined && enter((rust) => rust.isSuccess(this.#status));
    // A status says more than that its text did not come.
    if (response !== undefined && !isSuccess) {
      this.#onStatus({ text: undefined });
      return;
    }
    const { timeoutMs, attemptTimeoutMs } = this.#call.settings;
    const facts = { timeoutMs: this.#isLastChance ? timeoutMs : attemptTimeoutMs };
    this.#fail(
      describe((rust) => rust.describeTimeout(this.#isLastChance, isSuccess)),
      facts,
    );
  }

  #onAbort(): void {
    const { redactor, signal } = this.#call.settings;
    const cause = redactor.thrown(signal?.reason);
    this.#fail(
      describe((rust) => rust.describeAbort()),
      { cause },
    );
  }

  /** Runs a step; what it throws is the failure. */
  #guard<Value>(step: (this: Attempt, value: Value) => void, value: Value): void {
    try {
      step.call(this, value);
    } catch (thrown) {
      const failure = internalFailure(thrown);
      const cause = this.#call.settings.redactor.thrown(failure.cause);
      this.#fail(failure, cause === undefined ? {} : { cause });
    }
  }

  #fail(failure: Failure, facts: Facts = {}): void {
    const head = this.#head;
    this.#end({ failure, ...head, facts: { ...head.facts, ...facts } });
  }

  get #head(): Partial<AttemptResult> {
    if (this.#response === undefined) return { mayHaveArrived: this.#timer !== undefined };
    return { ...ANSWERED, status: this.#status, facts: this.#responseFacts };
  }

  get #responseFacts(): Facts {
    const response = this.#response;
    if (response === undefined) return {};
    return {
      status: this.#status,
      requestId: readRequestId(response, this.#call.settings.redactor),
    };
  }

  #end(result: Partial<AttemptResult>): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    clearTimeout(this.#timer);
    settle({ ...NOTHING, ...result });
    // What is left is done after the call has its outcome: a caller's signal or body may throw.
    quietly(() => this.#unsubscribe?.());
    if (result.answer === undefined) {
      this.#controller.abort();
      // A `fetch` that ignores its signal leaves the body open.
      this.#bodyReader?.cancel();
    }
  }
}

/** A response's status, or why there is none. */
function readStatus(response: Response): number | { readonly thrown: unknown } {
  try {
    const status: unknown = response?.status;
    if (Number.isInteger(status) && 0 <= Number(status) && Number(status) <= 999) {
      return Number(status);
    }
    return { thrown: new TypeError("`fetch` returned something that is no Response") };
  } catch (thrown) {
    return { thrown };
  }
}

/** The answer in a success's body, or why there is none. */
function readAnswer(
  body: Body,
):
  | { answer: UpdateIntegrationResponse; problem: undefined }
  | { answer: undefined; problem: Problem } {
  if (body.problem !== undefined) return { answer: undefined, problem: body.problem };
  let answer: unknown;
  try {
    // Not in Rust: an import that throws instead of returning a value leaks a slot there.
    answer = JSON.parse(body.text);
  } catch {
    return { answer: undefined, problem: "NotJson" };
  }
  return isAnswer(answer)
    ? { answer: answer as UpdateIntegrationResponse, problem: undefined }
    : { answer: undefined, problem: "WrongShape" };
}

/** Whether a body has an own object `integration` with an own string `id`. */
function isAnswer(body: unknown): boolean {
  const integration = ownProperty(body, "integration");
  return !Array.isArray(integration) && typeof ownProperty(integration, "id") === "string";
}

/** A failure in Rust's words. */
function describe(step: (bindings: Bindings) => FailureParts): Failure {
  return readFailure(enter(step));
}

/** A caller's `fetch` that rejects where it would throw; see {@link readAnswer}. */
function neverThrowing(fetch: Settings["fetch"]): Settings["fetch"] {
  if (fetch === undefined) return undefined;
  return (url, init) => {
    try {
      return fetch(url, init);
    } catch (thrown) {
      return Promise.reject(thrown);
    }
  };
}
