import { Shape } from "../../generated/bindings.js";
import type * as core from "../../generated/functions.js";
import type { Bindings } from "../module/instance.js";
import { isIterable, isPlainObject } from "../runtime/objects.js";
import { parseUrl } from "../runtime/url.js";

/** One own enumerable property of the caller's object, read once. */
class Entry implements core.Entry {
  constructor(
    readonly key: string,
    readonly value: unknown,
    /** Whether reading it threw an error. */
    readonly unreadable: boolean,
  ) {}

  get isWellFormed(): boolean {
    return String(this.value).isWellFormed();
  }

  get isWebUrl(): boolean {
    const protocol = parseUrl(String(this.value))?.protocol;
    return protocol === "https:" || protocol === "http:";
  }
}

/**
 * The fields to send. They inherit nothing, so a `toJSON` on `Object.prototype` cannot change the
 * body.
 */
class Fields {
  name: string | undefined = undefined;
  description: string | undefined = undefined;
  iconUrl: string | undefined = undefined;
  color: string | undefined = undefined;
}
Object.setPrototypeOf(Fields.prototype, null);

/** The caller's object as it was when the call began. Later changes to the object have no effect. */
export class Snapshot implements core.Snapshot {
  shape = Shape.NoObject;
  kind = "";
  readonly entries: Entry[] = [];
  /** Whether listing its properties threw an error. */
  unreadable = false;
  /** The errors that getters and proxies threw. */
  readonly thrown: unknown[] = [];
  /** The fields that are strings. */
  readonly fields = new Fields();
  /** Whether it has properties, and each one is a field that is a string or left out. */
  isPlain = true;

  constructor(changes: unknown) {
    try {
      this.shape = this.#readAll(changes);
      if (this.entries.length === 0 && this.shape !== Shape.EmptyPlain) this.kind = kindOf(changes);
    } catch (thrown) {
      this.unreadable = true;
      this.thrown.push(thrown);
    }
    this.isPlain &&= this.shape === Shape.WithProperties;
  }

  #readAll(changes: unknown): Shape {
    if (typeof changes !== "object" || changes === null) return Shape.NoObject;
    if (isIterable(changes)) return Shape.Iterable;
    for (const key of Object.keys(changes)) this.#read(changes, key);
    if (this.entries.length > 0) return Shape.WithProperties;
    return isPlainObject(changes) ? Shape.EmptyPlain : Shape.EmptyInstance;
  }

  #read(changes: object, key: string): void {
    let value: unknown;
    let unreadable = false;
    // The value of a key that is not a field is not read.
    if (key === "name" || key === "description" || key === "iconUrl" || key === "color") {
      try {
        value = (changes as Record<string, unknown>)[key];
      } catch (thrown) {
        unreadable = true;
        this.thrown.push(thrown);
      }
      if (typeof value === "string") this.fields[key] = value;
      else this.isPlain &&= value === undefined && !unreadable;
    } else {
      this.isPlain = false;
    }
    this.entries.push(new Entry(key, value, unreadable));
  }
}

/** The name of a value's kind, such as `Map`. */
function kindOf(value: unknown): string {
  return Object.prototype.toString.call(value).slice("[object ".length, -1);
}

/** The code units of a call's strings, one after the other. Longer strings are rare. */
const units = new Uint16Array(512);

/**
 * Whether an id, if there is one, and a snapshot certainly break no rule.
 *
 * The strings go to Rust as one block of code units and five numbers. This takes about 100 ns. Each
 * string by itself would take 300 ns.
 */
export function isSurelyValid(
  bindings: Bindings,
  id: string | undefined,
  { isPlain, fields }: Snapshot,
): boolean {
  if (!isPlain) return false;
  const { name, description, iconUrl, color } = fields;
  let end = id === undefined ? 0 : write(id, 0);
  if (name !== undefined) end = write(name, end);
  if (description !== undefined) end = write(description, end);
  if (iconUrl !== undefined) end = write(iconUrl, end);
  if (color !== undefined) end = write(color, end);
  return (
    end <= units.length &&
    bindings.accepts(
      units,
      lengthOf(id),
      lengthOf(name),
      lengthOf(description),
      lengthOf(iconUrl),
      lengthOf(color),
    )
  );
}

/**
 * Writes the code units of a text. Returns the end of the text. If the text does not fit, that is past
 * the buffer.
 */
function write(text: string, start: number): number {
  const end = start + text.length;
  if (end > units.length) return units.length + 1;
  for (let index = 0; index < text.length; index += 1)
    units[start + index] = text.charCodeAt(index);
  return end;
}

function lengthOf(text: string | undefined): number {
  return text === undefined ? -1 : text.length;
}
