import { cutText, oneLine } from "../errors/message.js";
import { NAME_LIMIT, QUOTE_LIMIT } from "../limits.js";
import { defineValue } from "../runtime/objects.js";
import { quietly, readQuietly } from "../runtime/quietly.js";

/** The text in the place of a key. */
const REPLACEMENT = "[redacted]";

/** The end of a name that Rust quoted and cut. */
const CUT = '..."';

/** The redactor does not look for shorter keys, because many words would contain them. */
const SHORTEST_KEY = 4;

/** The number of values that the redactor searches in a thrown object. A larger object is replaced. */
const SEARCH_LIMIT = 1_000;

/** Takes one key out of what a server or a `fetch` said. */
export class Redactor {
  /** The key as it is and, if that differs, as JSON writes it. Empty if the key is too short. */
  readonly #forms: readonly string[];

  constructor(key: string) {
    const escaped = JSON.stringify(key).slice(1, -1);
    if (key.length < SHORTEST_KEY) this.#forms = [];
    else this.#forms = escaped === key ? [key] : [escaped, key];
  }

  /** Whether a text contains the key. */
  finds(text: string): boolean {
    return this.#forms.some((form) => text.includes(form));
  }

  /** Whether a JSON text may contain the key, as it is or with escapes. */
  mayBeInJson(json: string): boolean {
    return this.finds(json) || (this.#forms.length > 0 && json.includes("\\"));
  }

  /** The text without the key. */
  text(text: string): string {
    return this.#forms.reduce((rest, form) => rest.replaceAll(form, REPLACEMENT), text);
  }

  /**
   * A text of a server or of the runtime for a message: one line, without the key, and cut. The cut
   * comes last, because half of the key would not be found.
   */
  quote(text: string): string {
    return cutText(this.text(oneLine(text)), QUOTE_LIMIT);
  }

  /** Takes the key out of a value that was parsed from JSON, at any depth. Changes it in place. */
  json(value: unknown): unknown {
    if (typeof value !== "object") return this.#leaf(value);
    const containers: unknown[] = [value];
    for (let container = containers.pop(); container !== undefined; container = containers.pop()) {
      if (typeof container !== "object" || container === null) continue;
      for (const [name, member] of Object.entries(container)) {
        if (this.#leaf(member) === member && !this.finds(name)) {
          containers.push(member);
          continue;
        }
        if (this.finds(name)) Reflect.deleteProperty(container, name);
        const value = this.#leaf(member);
        defineValue(container, this.text(name), value, true);
        containers.push(value);
      }
    }
    return value;
  }

  /** A value that is not an object, without the key. A key of digits may come back as a number. */
  #leaf(value: unknown): unknown {
    if (typeof value === "number" && this.finds(String(value))) return REPLACEMENT;
    return typeof value === "string" ? this.text(value) : value;
  }

  /** Takes the key out of a text that may end inside the key. */
  cutText(text: string): string {
    const whole = this.text(text);
    const key = this.#forms.at(-1) ?? "";
    for (let length = key.length - 1; length >= SHORTEST_KEY; length -= 1) {
      if (whole.endsWith(key.slice(0, length))) return whole.slice(0, -length) + REPLACEMENT;
    }
    return whole;
  }

  /** Takes the key out of a message of Rust, which may quote a name and cut it inside the key. */
  message(text: string): string {
    const parts = text.split(CUT);
    const last = parts.pop() ?? "";
    return [...parts.map((part) => this.cutText(part)), this.text(last)].join(CUT);
  }

  /** Takes the key out of a name of Rust. A long name may be cut inside the key. */
  name(name: string): string {
    return name.length > NAME_LIMIT ? this.cutText(name) : this.text(name);
  }

  /**
   * Returns the thrown value itself if it certainly does not show the key. Otherwise returns a new
   * error with its name, message and code, without the key.
   */
  thrown(value: unknown): unknown {
    return this.#forms.length === 0 || this.#isClean(value) ? value : this.#retell(value);
  }

  /** Searches what `inspect` and loggers show: strings, own properties, names of classes. */
  #isClean(root: unknown): boolean {
    const seen = new Set<unknown>();
    const values = [root];
    try {
      while (values.length > 0) {
        const value = values.pop();
        if (typeof value === "string" && this.finds(value)) return false;
        if (typeof value === "symbol" && this.finds(String(value))) return false;
        const isFunction = typeof value === "function";
        if ((!isFunction && typeof value !== "object") || value === null || seen.has(value))
          continue;
        if (seen.size > SEARCH_LIMIT || (!isFunction && !isTransparent(value))) return false;
        seen.add(value);
        // Loggers print only a function's own properties.
        if (!isFunction) {
          for (const shown of shownByClass(value)) {
            // A getter may return a promise that rejects. That must not end the process.
            quietly(() => shown);
            values.push(shown);
          }
        }
        for (const name of Reflect.ownKeys(value)) {
          const property = Object.getOwnPropertyDescriptor(value, name);
          // A getter may show anything. The getter of `stack` belongs to the runtime, so it is read.
          if (property?.get !== undefined && name !== "stack") return false;
          values.push(String(name), name === "stack" ? Reflect.get(value, name) : property?.value);
        }
      }
      return true;
    } catch {
      return false;
    }
  }

  #retell(value: unknown): unknown {
    if (typeof value === "string") return this.text(value);
    const read = (name: string): string | undefined => {
      const text = readQuietly(value, name);
      return typeof text === "string" ? this.text(text) : undefined;
    };
    const error = new Error(read("message") ?? "A value that may show the API key was left out.");
    const retold = { name: read("name") ?? "Error", code: read("code") };
    for (const [name, text] of Object.entries(retold)) {
      if (text !== undefined) defineValue(error, name, text, false);
    }
    return error;
  }
}

/** The methods that loggers call to print a value. The last one is Node's `util.inspect.custom`. */
const SHOWING = new Set<string | symbol>([
  "toJSON",
  "toString",
  Symbol.for("nodejs.util.inspect.custom"),
]);

/**
 * What a logger may print because of a value's class: names, and the results of getters and of
 * methods.
 */
function shownByClass(value: object): unknown[] {
  const shown: unknown[] = [];
  for (let link = Object.getPrototypeOf(value); link !== null; link = Object.getPrototypeOf(link)) {
    for (const name of Reflect.ownKeys(link)) {
      if (name === "__proto__") continue;
      const property = Object.getOwnPropertyDescriptor(link, name);
      // With `--frozen-intrinsics` the methods of the runtime's classes are behind getters.
      const member: unknown =
        property?.get === undefined ? property?.value : Reflect.get(value, name);
      shown.push(String(name));
      if (typeof member !== "function") {
        if (property?.get !== undefined || typeof member === "string") shown.push(member);
        continue;
      }
      shown.push(member.name);
      if (SHOWING.has(name)) shown.push(member.call(value));
    }
  }
  return shown;
}

/** Whether a value shows only its own properties. A `Headers` or a `Map` shows more. */
function isTransparent(value: object): boolean {
  if (value instanceof Error || Array.isArray(value)) return true;
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Date]") return true;
  return tag === "[object Error]" || tag === "[object Object]" || tag === "[object DOMException]";
}

/** The redactor of each client, for functions that take a client. A test double has none. */
export const redactors = new WeakMap<object, Redactor>();
