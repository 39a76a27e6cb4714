import { type Body, BodyReader, discard } from "./body.js";
import type { Call } from "./call.js";
import { connectionDetails } from "./connection.js";
import { type Facts, type Failure, internalFailure } from "./failure.js";
import { enter, Trap } from "./instance.js";
import { readRequestId, readRetryAfter } from "./response-headers.js";
import { explainStatus } from "./response-message.js";
import type { Settings } from "./settings.js";
import { onAbort } from "./signal.js";
import type { UpdateIntegrationResponse } from "./types.js";

/** Why the body of a success has no answer. */
type Problem = NonNullable<Body["problem"]> | "NotJson" | "WrongShape";

/** How an attempt ended: with an answer or a failure. */
export interface AttemptResult {
  readonly answer?: UpdateIntegrationResponse;
  readonly failure?: Failure;
  readonly facts?: Facts | undefined;
  readonly status?: number;
  /** Whether a response's head came. */
  readonly isAnswered?: boolean;
  /** Whether the request can have reached the API. */
  readonly mayHaveArrived?: boolean;
}

/** What a response's head says, without what only a trace or an error tells of it. */
const ANSWERED: AttemptResult = { isAnswered: true, mayHaveArrived: true };

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
      this.#unsubscribe = signal && onAbort(signal, () => this.#guard(this.#onAbort, undefined));
      this.#call.attempts += 1;
      this.#send();
    });
  }

  /** Ends the attempt with a failure that is not its own. */
  interrupt(failure: Failure): void {
    this.#fail(failure);
  }

  /** Starts the request. A `fetch` that throws, or returns no promise, is as one that rejects. */
  #send(): void {
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
    if (typeof response?.status !== "number") {
      this.#onNoAnswer(new TypeError("`fetch` returned something that is no Response"));
      return;
    }
    this.#response = response;
    const onBody = enter((rust) => rust.isSuccess(response.status))
      ? this.#onAnswer
      : this.#onStatus;
    this.#bodyReader = new BodyReader(response);
    this.#bodyReader.read().then((body) => this.#guard(onBody, body));
  }

  /** The body of a success. */
  #onAnswer(body: Body): void {
    const { redactor, settings } = this.#call;
    const { problem, answer } = readAnswer(body);
    if (problem !== undefined) {
      this.#fail(enter((rust) => rust.describeUnusable(rust.Unusable[problem])));
      return;
    }
    if (redactor.mayBeInJson(body.text ?? "")) redactor.json(answer);
    // Only a trace shows a success's request id, and looking for it takes a twentieth of the call.
    const head = settings.onAttempt === undefined ? ANSWERED : this.#head;
    this.#end({ answer, ...head });
  }

  /** Another status; the body may be missing. */
  #onStatus({ text }: { readonly text: string | undefined }): void {
    const { response, redactor } = {
      response: this.#response as Response,
      redactor: this.#call.redactor,
    };
    const failure = enter((rust) => rust.describeStatus(response.status));
    const { message, body } = explainStatus(failure.message, text, redactor);
    this.#fail({ ...failure, message }, { body, retryAfterMs: readRetryAfter(response, redactor) });
  }

  #onNoAnswer(thrown: unknown): void {
    if (this.#settle === undefined) return;
    if (thrown instanceof Trap) throw thrown;
    const { redactor } = this.#call;
    const details = connectionDetails(thrown, redactor);
    this.#end({
      failure: enter((rust) => rust.describeConnection(details)),
      facts: { cause: redactor.thrown(thrown) },
      mayHaveArrived: enter((rust) => rust.mayHaveArrived(details)),
    });
  }

  #onDeadline(): void {
    const response = this.#response;
    const isSuccess = response !== undefined && enter((rust) => rust.isSuccess(response.status));
    // A status says more than that its text did not come.
    if (response !== undefined && !isSuccess) {
      this.#onStatus({ text: undefined });
      return;
    }
    const { timeoutMs, attemptTimeoutMs } = this.#call.settings;
    const facts = { timeoutMs: this.#isLastChance ? timeoutMs : attemptTimeoutMs };
    this.#fail(
      enter((rust) => rust.describeTimeout(this.#isLastChance, isSuccess)),
      facts,
    );
  }

  #onAbort(): void {
    const { redactor, settings } = this.#call;
    const cause = redactor.thrown(settings.signal?.reason);
    this.#fail(
      enter((rust) => rust.describeAbort()),
      { cause },
    );
  }

  /** Runs a step; what it throws is the failure. */
  #guard<Value>(step: (this: Attempt, value: Value) => void, value: Value): void {
    try {
      step.call(this, value);
    } catch (thrown) {
      const isFailure = Object.hasOwn(Object(thrown), "code");
      this.#fail(isFailure ? (thrown as Failure) : internalFailure(thrown));
    }
  }

  #fail(failure: Failure, facts: Facts = {}): void {
    this.#end({ failure, ...this.#head, facts: { ...this.#responseFacts, ...facts } });
  }

  get #head(): AttemptResult {
    const status = this.#response?.status;
    const hasBegun = this.#timer !== undefined;
    return status === undefined
      ? { mayHaveArrived: hasBegun }
      : { status, isAnswered: true, mayHaveArrived: true, facts: this.#responseFacts };
  }

  get #responseFacts(): Facts {
    const response = this.#response;
    if (response === undefined) return {};
    return { status: response.status, requestId: readRequestId(response, this.#call.redactor) };
  }

  #end(result: AttemptResult): void {
    const settle = this.#settle;
    if (settle === undefined) return;
    this.#settle = undefined;
    clearTimeout(this.#timer);
    this.#unsubscribe?.();
    if (result.answer === undefined) {
      this.#controller.abort();
      // A `fetch` that ignores its signal leaves the body open.
      this.#bodyReader?.cancel();
    }
    settle(result);
  }
}

/** The answer in a success's body, or why there is none. */
function readAnswer(
  body: Body,
):
  | { answer: UpdateIntegrationResponse; problem?: undefined }
  | { answer?: undefined; problem: Problem } {
  if (body.problem !== undefined) return { problem: body.problem };
  let answer: unknown;
  try {
    // Not in Rust: an import that throws instead of returning a value leaks a slot there.
    answer = JSON.parse(body.text);
  } catch {
    return { problem: "NotJson" };
  }
  const isAnswer = enter((rust) => rust.isAnswer(answer));
  return isAnswer ? { answer: answer as UpdateIntegrationResponse } : { problem: "WrongShape" };
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
