/** Does a step of which nobody wants to know whether it failed, such as letting go of something. */
export function quietly(step: () => unknown): void {
  try {
    const result = step();
    // By what it has: a promise of another realm is no `Promise` here.
    const isPromise = typeof (result as Partial<Promise<unknown>> | undefined)?.then === "function";
    if (isPromise) Promise.resolve(result).catch(() => {});
  } catch {
    // The step was the last that could be done.
  }
}

/** A property of any value, `undefined` if reading it throws. */
export function readQuietly(value: unknown, key: string): unknown {
  try {
    return Reflect.get(Object(value), key);
  } catch {
    return undefined;
  }
}
