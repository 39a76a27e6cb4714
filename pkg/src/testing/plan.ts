import { readId } from "./checks.js";
import { type FaultSteps, isFault } from "./steps.js";
import type { Fault } from "./types.js";

/** The faults that no request has met. */
export class Plan {
  readonly #next: FaultSteps[] = [];
  readonly #byId = new Map<string, FaultSteps[]>();

  /** Adds faults for the next requests, or for those of one integration. */
  add(faults: readonly Fault[], id?: string): void {
    const checked = faults.map((fault) => {
      if (isFault(fault)) return fault;
      throw new TypeError("next takes the faults that the functions of `fault` return.");
    });
    this.#queueOf(id).push(...checked);
  }

  #queueOf(id: string | undefined): FaultSteps[] {
    if (id === undefined) return this.#next;
    const key = readId(id, "The id of the faults");
    const queue = this.#byId.get(key) ?? [];
    this.#byId.set(key, queue);
    return queue;
  }

  /** Takes the fault of a request. Those of its integration come first. */
  take(id: string): FaultSteps | undefined {
    return this.#byId.get(id)?.shift() ?? this.#next.shift();
  }

  clear(): void {
    this.#next.length = 0;
    this.#byId.clear();
  }

  /** Throws an error that names what is left. */
  assertDone(): void {
    const left = [
      ...this.#next.map(({ description }) => `${description} for the next request`),
      ...[...this.#byId].flatMap(([id, faults]) =>
        faults.map(({ description }) => `${description} for ${id}`),
      ),
    ];
    if (left.length > 0) throw new Error(`Faults that no request met: ${left.join(", ")}.`);
  }
}
