import type { Redactor } from "../configuration/redactor.js";
import { OdeusError } from "../errors/base.js";
import { enterSafely, internalFailure, toError } from "../errors/failure.js";
import { prepare } from "../input/prepare.js";
import type { IntegrationUpdate } from "../types.js";

/** One pulled item, and what was done with it so far. */
export class Entry<T> {
  readonly index: number;
  readonly item: T;
  readonly id: string;
  /** The caller's fields, as they were when the item was pulled. */
  readonly changes: IntegrationUpdate;
  /** The requests that were begun. */
  attempts = 0;
  /** The retries that the policy gave. */
  retries = 0;
  /** How long the requests took together. */
  spentMs = 0;
  /** When the retry is due. */
  retryAt = 0;
  /** The error of the last request. */
  lastError: OdeusError | undefined = undefined;
  /** The next update of the same integration. It waits for this one. */
  follower: Entry<T> | undefined = undefined;

  constructor(index: number, item: T, { id, changes }: Content) {
    this.index = index;
    this.item = item;
    this.id = id;
    this.changes = changes;
  }

  /** The same for every update of one integration. */
  get key(): string {
    return this.id.toLowerCase();
  }
}

/** The part of an item that is sent. */
interface Content {
  readonly id: string;
  readonly changes: IntegrationUpdate;
}

/**
 * Reads an item, each property once, and checks it. Returns the error of an item that cannot be sent.
 *
 * @param findRedactor - finds what takes the key out of the error
 */
export function readItem(
  item: unknown,
  findRedactor: () => Redactor | undefined,
): Content | OdeusError {
  const thrown: unknown[] = [];
  const read = (key: string): unknown => {
    try {
      const object = Object(item);
      // What other code put on `Object.prototype` does not belong to the item.
      if (key in Object.prototype && !Object.hasOwn(object, key)) return undefined;
      return Reflect.get(object, key);
    } catch (cause) {
      thrown.push(cause);
      return undefined;
    }
  };
  const id = read("id");
  const changes = read("changes");
  try {
    const update = enterSafely({ called: readItem, id, findRedactor }, (rust) =>
      prepare(rust, id, changes, thrown),
    );
    const fields = Object.entries(update.fields).filter(([, value]) => value !== undefined);
    return { id: update.id, changes: Object.fromEntries(fields) };
  } catch (error) {
    return error instanceof OdeusError ? error : toError(internalFailure(error));
  }
}
