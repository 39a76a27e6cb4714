import { NextKind, VerdictKind } from "../../generated/bindings.js";
import { onAbort } from "../call/signal.js";
import type { OdeusClient } from "../client.js";
import { redactors } from "../configuration/redactor.js";
import { OdeusError } from "../errors/base.js";
import { internalFailure, toError } from "../errors/failure.js";
import { quietly, readQuietly } from "../runtime/quietly.js";
import type { Integration, RequestOptions } from "../types.js";
import { Alarm } from "./alarm.js";
import { Entry, readItem } from "./entry.js";
import { abortError, attemptsOf, errorOfCall, signalError, sourceError } from "./failures.js";
import type { BulkSettings } from "./options.js";
import { type Figures, NO_FIGURES, Policy, type Ticket, type Verdict } from "./policy.js";
import { Counts, toProgress } from "./progress.js";
import { Queue } from "./queue.js";
import { Reporter } from "./reporter.js";
import type { RunListener } from "./results.js";
import { Source, type SourceListener } from "./source.js";
import type { BulkProgress } from "./types.js";

/**
 * Pulls the items, sends them as the policy allows, and gives each one its result.
 *
 * Whatever happens ends in {@link proceed}, which does all that can be done now.
 */
export class Run<T> implements SourceListener {
  readonly #client: Pick<OdeusClient, "updateIntegration">;
  readonly #settings: BulkSettings;
  readonly #listener: RunListener<T>;
  readonly #source: Source;
  readonly #policy: Policy;
  readonly #counts: Counts;
  readonly #queue = new Queue<T>();
  readonly #alarm = new Alarm(() => this.proceed());
  readonly #reporter: Reporter;
  #stopListening: (() => void) | undefined;
  #isProceeding = false;
  #isStopped = false;
  #isOver = false;
  #reason: OdeusError | undefined;
  #lastError: OdeusError | undefined;
  /** The figures at the end, and before the beginning. */
  #figures: Figures | undefined = NO_FIGURES;

  constructor(
    client: Pick<OdeusClient, "updateIntegration">,
    items: object,
    settings: BulkSettings,
    listener: RunListener<T>,
  ) {
    this.#client = client;
    this.#settings = settings;
    this.#listener = listener;
    this.#source = new Source(items, this);
    this.#counts = new Counts(settings.skip);
    this.#policy = new Policy(settings, () => this.#counts.failed);
    const report = (): unknown => settings.onProgress?.(this.progress);
    this.#reporter = new Reporter(report, settings.progressIntervalMs);
  }

  get progress(): BulkProgress {
    const { total } = this.#settings;
    return toProgress(this.#counts, this.#figures ?? this.#readFigures(), total);
  }

  /** Begins the run. */
  begin(): void {
    this.#figures = undefined;
    const { signal } = this.#settings;
    if (signal === undefined) return;
    try {
      if (!signal.aborted) this.#stopListening = onAbort(signal, () => this.#abort());
      if (signal.aborted) this.#abort();
    } catch (cause) {
      this.stop(signalError(cause));
    }
  }

  /** Does all that can be done now. */
  proceed(): void {
    // What runs in here may end in here again, such as a source that aborts the signal.
    if (this.#isProceeding || this.#isOver) return;
    this.#isProceeding = true;
    try {
      this.#alarm.set(this.#send());
    } catch (thrown) {
      this.stop(toError(internalFailure(thrown)));
    }
    this.#isProceeding = false;
    if (this.#counts.open === 0 && this.#source.isOver) this.#end();
    else if (this.#settings.onProgress !== undefined) this.#reporter.change();
  }

  /**
   * Stops the run. What is under way goes on, and what waits gets its result. The first reason stays.
   */
  stop(reason: OdeusError | undefined): void {
    if (this.#isStopped || this.#isOver) return;
    this.#isStopped = true;
    this.#reason = reason;
    this.#source.close();
    this.#alarm.set(Number.NaN);
    for (const entry of this.#queue.drain()) {
      if (entry.lastError === undefined) this.#skip(entry);
      else this.#fail(entry, entry.lastError);
    }
  }

  /** Sends what can be sent. Returns the time at which more can be sent; NaN if nobody knows. */
  #send(): number {
    while (!this.#isStopped && this.#counts.inFlight < this.#settings.concurrency) {
      const now = performance.now();
      if (!this.#queue.has(now)) {
        if (!this.#canPull()) return this.#queue.retryAt;
        this.#source.pull();
        continue;
      }
      const { kind, ticket, waitUntil } = this.#policy.next(now);
      if (kind === NextKind.Wait) return waitUntil;
      if (kind === NextKind.Stopped) this.stop(this.#lastError);
      else this.#request(this.#queue.take(now) as Entry<T>, ticket, now);
    }
    return Number.NaN;
  }

  #canPull(): boolean {
    const held = this.#counts.open + this.#listener.held;
    return this.#source.canPull && held < this.#settings.bufferSize;
  }

  onItem(item: unknown): void {
    const index = this.#counts.pull();
    if (index !== undefined) this.#add(index, item as T);
    this.proceed();
  }

  #add(index: number, item: T): void {
    const content = readItem(item, () => redactors.get(this.#client));
    if (content instanceof OdeusError) {
      this.#refuse(index, item, content);
      return;
    }
    const entry = new Entry(index, item, content);
    // A getter of the item may have stopped the run.
    if (this.#isStopped) this.#skip(entry);
    else this.#queue.add(entry);
  }

  /** Fails an item that cannot be sent. */
  #refuse(index: number, item: T, error: OdeusError): void {
    this.#askPolicy((policy) => policy.countFailure(performance.now()));
    this.#counts.settle(index);
    this.#counts.failed += 1;
    this.#listener.onResult({ index, item, attempts: 0, status: "failed", error });
    this.#stopWithPolicy(error);
  }

  onEnd(): void {
    this.proceed();
  }

  onSourceError(cause: unknown): void {
    this.stop(sourceError(cause));
    this.proceed();
  }

  #abort(): void {
    this.stop(abortError(readQuietly(this.#settings.signal, "reason")));
    this.proceed();
  }

  /** Sends the request of an item. */
  #request(entry: Entry<T>, ticket: Ticket, beganAt: number): void {
    if (entry.lastError !== undefined) this.#counts.retries += 1;
    this.#counts.inFlight += 1;
    const end = (): number => {
      const now = performance.now();
      this.#counts.inFlight -= 1;
      entry.spentMs += now - beganAt;
      return now;
    };
    this.#call(entry).then(
      (answer) => this.#onAnswer(entry, ticket, answer, end()),
      (thrown) => this.#onError(entry, ticket, thrown, end()),
    );
  }

  /** Calls the client. A client that throws makes this reject. */
  async #call({ id, changes, spentMs }: Entry<T>): Promise<unknown> {
    const { request, timeoutMs } = this.#settings;
    const options: RequestOptions = {
      ...request,
      ...(timeoutMs !== undefined && { timeoutMs: timeoutMs - spentMs }),
    };
    return this.#client.updateIntegration(id, { ...changes }, options);
  }

  #onAnswer(entry: Entry<T>, ticket: Ticket, answer: unknown, now: number): void {
    entry.attempts += 1;
    this.#askPolicy((policy) => policy.succeed(ticket, now));
    this.#settle(entry);
    this.#counts.updated += 1;
    const { index, item, attempts } = entry;
    const integration = readQuietly(answer, "integration") as Integration;
    this.#listener.onResult({ index, item, attempts, status: "updated", integration });
    this.proceed();
  }

  #onError(entry: Entry<T>, ticket: Ticket, thrown: unknown, now: number): void {
    const error = errorOfCall(thrown, entry.id);
    entry.attempts += attemptsOf(error);
    entry.lastError = error;
    this.#lastError = error;
    if (readQuietly(this.#settings.signal, "aborted") === true) this.#abort();
    // What is not an error of the package may come from anything. The same call may fail forever.
    const isRetryable = error === thrown && readQuietly(error, "retryable") === true;
    const verdict = this.#askPolicy((policy) =>
      policy.fail(ticket, error, isRetryable, entry.retries, now),
    );
    this.#handle(entry, error, verdict);
    this.proceed();
  }

  /** Does with an item what the policy says. There is no verdict if the policy failed. */
  #handle(entry: Entry<T>, error: OdeusError, verdict: Verdict | undefined): void {
    const isFinal = verdict?.kind === VerdictKind.Failed;
    const isRefused = verdict?.kind === VerdictKind.Refused;
    const mayRepeat = isRefused || verdict?.kind === VerdictKind.Retry;
    if (mayRepeat && !this.#isStopped) {
      if (this.#hasTime(entry)) {
        if (isRefused) this.#queue.addRefused(entry);
        else this.#retry(entry, verdict.retryAt);
        return;
      }
      this.#askPolicy((policy) => policy.countFailure(performance.now()));
    }
    // An item that failed because the run stopped is not settled.
    if (isFinal || (mayRepeat && !this.#isStopped)) this.#settle(entry);
    this.#fail(entry, error);
    this.#stopWithPolicy(error);
  }

  /** Whether the option `timeoutMs` leaves time for another request. */
  #hasTime({ spentMs }: Entry<T>): boolean {
    const { timeoutMs } = this.#settings;
    return timeoutMs === undefined || timeoutMs - spentMs >= 1;
  }

  #retry(entry: Entry<T>, retryAt: number): void {
    entry.retries += 1;
    entry.retryAt = retryAt;
    this.#queue.addRetry(entry);
  }

  #settle(entry: Entry<T>): void {
    this.#counts.settle(entry.index);
    this.#queue.settle(entry);
  }

  #fail({ index, item, attempts }: Entry<T>, error: OdeusError): void {
    this.#counts.failed += 1;
    this.#listener.onResult({ index, item, attempts, status: "failed", error });
  }

  #skip({ index, item, attempts }: Entry<T>): void {
    this.#counts.skipped += 1;
    this.#listener.onResult({ index, item, attempts, status: "skipped" });
  }

  /** Stops the run if the policy did. The error is that of the last item. */
  #stopWithPolicy(error: OdeusError): void {
    if (this.#askPolicy((policy) => policy.isStopped)) this.stop(error);
  }

  /** Asks the policy. If the module traps again and again, stops the run. */
  #askPolicy<Answer>(question: (policy: Policy) => Answer): Answer | undefined {
    try {
      return question(this.#policy);
    } catch (thrown) {
      this.stop(toError(internalFailure(thrown)));
      return undefined;
    }
  }

  #readFigures(): Figures {
    const { total } = this.#settings;
    const left = this.#counts.left(total ?? 0);
    return this.#askPolicy((policy) => policy.figures(performance.now(), left)) ?? NO_FIGURES;
  }

  #end(): void {
    this.#isOver = true;
    this.#figures = this.#readFigures();
    this.#alarm.set(Number.NaN);
    if (this.#stopListening !== undefined) quietly(this.#stopListening);
    quietly(() => this.#policy.free());
    if (this.#settings.onProgress !== undefined) this.#reporter.end();
    this.#listener.onOver(this.#reason);
  }
}
