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
    if (typeof value === "string") return this.text(value);
    const containers = [value];
    for (let container = containers.pop(); container !== undefined; container = containers.pop()) {
      if (typeof container !== "object" || container === null) continue;
      for (const [name, member] of Object.entries(container)) {
        if (typeof member !== "string" && !this.finds(name)) {
          containers.push(member);
          continue;
        }
        if (this.finds(name)) Reflect.deleteProperty(container, name);
        const value = typeof member === "string" ? this.text(member) : member;
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
        if (typeof value === "function") return false;
        if (typeof value !== "object" || value === null || seen.has(value)) continue;
        if (seen.size > SEARCH_LIMIT || !isTransparent(value)) return false;
        seen.add(value);
        values.push(...shownByClass(value));
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
      try {
        const text: unknown = Reflect.get(Object(value), name);
        return typeof text === "string" ? this.text(text) : undefined;
      } catch {
        return undefined;
      }
    };
    const error = new Error(read("message") ?? "A value that may hold the key was thrown.");
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
      const member: unknown = property?.value;
      shown.push(String(name));
      if (property?.get !== undefined) shown.push(Reflect.get(value, name));
      else if (typeof member === "string") shown.push(member);
      else if (typeof member === "function") shown.push(member.name);
      if (typeof member === "function" && SHOWING.has(name)) shown.push(member.call(value));
    }
  }
  return shown;
}

/** Whether own properties are all there is to see: a `Headers` or a `Map` shows more. */
function isTransparent(value: object): boolean {
  if (value instanceof Error || Array.isArray(value)) return true;
  const tag = Object.prototype.toString.call(value);
  return tag === "[object Error]" || tag === "[object Object]" || tag === "[object DOMException]";
}
