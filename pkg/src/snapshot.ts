import type { Bindings } from "./instance.js";
import { parseUrl } from "./url.js";

/** One own enumerable property of the caller's object, read once. */
export class Entry {
  constructor(
    readonly key: string,
    readonly value: unknown,
    /** Whether reading it threw. */
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

/** The fields to send. Without a prototype: nobody else's `toJSON` has a say in the body. */
class Fields {
  name: string | undefined = undefined;
  description: string | undefined = undefined;
  iconUrl: string | undefined = undefined;
  color: string | undefined = undefined;
}
Object.setPrototypeOf(Fields.prototype, null);

/** The caller's object as it was when the call began; later changes to it have no effect. */
export class Snapshot {
  /** Its own enumerable properties, `undefined` if it is no object of fields. */
  entries: Entry[] | undefined = undefined;
  /** Whether listing its properties threw. */
  unreadable = false;
  /** What getters and proxies threw. */
  readonly thrown: unknown[] = [];
  /** The fields that are strings. */
  readonly fields = new Fields();
  /** Whether there is nothing but fields that are strings or left out. */
  isPlain = true;

  constructor(changes: unknown) {
    try {
      if (isFieldObject(changes)) {
        this.entries = [];
        for (const key of Object.keys(changes)) this.#read(changes, key);
      }
    } catch (thrown) {
      this.unreadable = true;
      this.thrown.push(thrown);
    }
    this.isPlain &&= this.entries !== undefined && !this.unreadable;
  }

  #read(changes: object, key: string): void {
    let value: unknown;
    let unreadable = false;
    // The value of a key that is no field is not looked at.
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
    this.entries?.push(new Entry(key, value, unreadable));
  }
}

function isFieldObject(value: unknown): value is object {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !ArrayBuffer.isView(value)
  );
}

/** The code units of a call's strings, one after the other. Longer strings are rare. */
const units = new Uint16Array(512);

/**
 * Whether an id, if there is one, and a snapshot surely break no rule.
 *
 * The strings go to Rust as one block of code units and five numbers: one crossing of some 100 ns,
 * where each string by itself takes 300.
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

/** Writes a text's code units; returns where the next text begins, past the end if it is too long. */
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
