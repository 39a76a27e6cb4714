/** Runs a cleanup step and ignores its errors. */
export function quietly(step: () => unknown): void {
  try {
    const result = step();
    // A promise of another realm is not an instance of this realm's `Promise`.
    const isPromise = typeof (result as Partial<Promise<unknown>> | undefined)?.then === "function";
    if (isPromise) Promise.resolve(result).catch(() => {});
  } catch {
    // The caller cannot do anything about it.
  }
}

/** Reads a property of any value; `undefined` if that throws an error. */
export function readQuietly(value: unknown, key: string): unknown {
  // As an object, `undefined` would have the properties of `Object.prototype`.
  if (value === undefined || value === null) return undefined;
  try {
    return Reflect.get(Object(value), key);
  } catch {
    return undefined;
  }
}

/** An own property of an object; `undefined` for any other value. */
export function ownProperty(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key)
    ? Reflect.get(value, key)
    : undefined;
}

/** An own property that is a number; `undefined` for any other value, or if reading throws an error. */
export function ownNumber(value: unknown, key: string): number | undefined {
  try {
    const found = ownProperty(value, key);
    return typeof found === "number" ? found : undefined;
  } catch {
    return undefined;
  }
}
