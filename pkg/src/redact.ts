import { quietly, readQuietly } from "./quietly.js";

/** What stands for a key in whatever echoed it. */
const REPLACEMENT = "[redacted]";

/** Shorter keys are not looked for: they would be found in every word. */
const SHORTEST_KEY = 4;

/** How many values of a thrown graph are searched before it is given up as too large. */
const SEARCH_LIMIT = 1_000;

/** Takes one key out of whatever a server or a `fetch` said. */
export class Redactor {
  /** The key as it is and, if that differs, as JSON writes it; none if it is too short. */
  readonly #forms: readonly string[];

  constructor(key: string) {
    const escaped = JSON.stringify(key).slice(1, -1);
    if (key.length < SHORTEST_KEY) this.#forms = [];
    else this.#forms = escaped === key ? [key] : [escaped, key];
  }

  /** Whether a text holds the key. */
  finds(text: string): boolean {
    return this.#forms.some((form) => text.includes(form));
  }

  /** Whether the key may be in a JSON text: as it is, or written with escapes. */
  mayBeInJson(json: string): boolean {
    return this.finds(json) || (this.#forms.length > 0 && json.includes("\\"));
  }

  /** The text without the key. */
  text(text: string): string {
    return this.#forms.reduce((rest, form) => rest.replaceAll(form, REPLACEMENT), text);
  }

  /** A value that was parsed from JSON without the key, changed in place. Of any depth. */
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
        Object.defineProperty(container, this.text(name), {
          value,
          configurable: true,
          enumerable: true,
          writable: true,
        });
        containers.push(value);
      }
    }
    return value;
  }

  /** A value that is no object, without the key; a key of digits may come back as a number. */
  #leaf(value: unknown): unknown {
    if (typeof value === "number" && this.finds(String(value))) return REPLACEMENT;
    return typeof value === "string" ? this.text(value) : value;
  }

  /** A text that may have been cut off inside the key. */
  cutText(text: string): string {
    const whole = this.text(text);
    const key = this.#forms.at(-1) ?? "";
    for (let length = key.length - 1; length >= SHORTEST_KEY; length -= 1) {
      if (whole.endsWith(key.slice(0, length))) return whole.slice(0, -length) + REPLACEMENT;
    }
    return whole;
  }

  /**
   * A thrown value, itself if it surely does not show the key, otherwise an error with what can be
   * said of it.
   */
  thrown(value: unknown): unknown {
    return this.#forms.length === 0 || this.#isClean(value) ? value : this.#retell(value);
  }

  /** Searches what `inspect` and loggers would show: strings, own properties, names of classes. */
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
        // Of a function its own properties are shown, its name among them, and nothing else.
        if (!isFunction) {
          for (const shown of shownByClass(value)) {
            // A getter's promise that rejects is nobody's, but must not end the process.
            quietly(() => shown);
            values.push(shown);
          }
        }
        for (const name of Reflect.ownKeys(value)) {
          const property = Object.getOwnPropertyDescriptor(value, name);
          // A getter may show anything; that of `stack` is the runtime's and is read.
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
      if (text === undefined) continue;
      Object.defineProperty(error, name, { value: text, configurable: true, writable: true });
    }
    return error;
  }
}

/** The methods by which a value shows itself; the last is Node's `util.inspect.custom`. */
const SHOWING = new Set<string | symbol>([
  "toJSON",
  "toString",
  Symbol.for("nodejs.util.inspect.custom"),
]);

/** What a value shows by its class: names, what getters return, what it says of itself. */
function shownByClass(value: object): unknown[] {
  const shown: unknown[] = [];
  for (let link = Object.getPrototypeOf(value); link !== null; link = Object.getPrototypeOf(link)) {
    for (const name of Reflect.ownKeys(link)) {
      if (name === "__proto__") continue;
      const property = Object.getOwnPropertyDescriptor(link, name);
      // Under `--frozen-intrinsics` the methods of the runtime's classes are behind getters, too.
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

/** Whether own properties are all there is to see: a `Headers` or a `Map` shows more. */
function isTransparent(value: object): boolean {
  if (value instanceof Error || Array.isArray(value)) return true;
  const tag = Object.prototype.toString.call(value);
  if (tag === "[object Date]") return true;
  return tag === "[object Error]" || tag === "[object Object]" || tag === "[object DOMException]";
}
