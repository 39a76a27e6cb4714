/** The part of Node's `process` that the package reads. */
interface Process {
  readonly env?: Record<string, string | undefined>;
  readonly versions?: { readonly node?: string };
  readonly getBuiltinModule?: (name: string) => unknown;
}

/** The global `process`, if the runtime has one. */
export function ownProcess(): Process | undefined {
  return Object.hasOwn(globalThis, "process")
    ? (Reflect.get(globalThis, "process") as Process | undefined)
    : undefined;
}
