import * as generated from "../generated/bindings.js";
import { textDecoderClass } from "./encoding.js";
// The build puts the loader of each runtime in the place of this one.
import { compileModule } from "./loaders/inlined.js";

/** The functions that the Rust module exports. */
export type Bindings = generated.Bindings;

/** One instance of the module, with bindings of its own, so that a dead one disturbs no other. */
interface Instance {
  readonly bindings: Bindings;
  /** What ended it: a trap leaves the memory in a state that nobody may use again. */
  trap: { readonly reason: unknown } | undefined;
  /** Ends what waits in it. */
  readonly waiting: Set<() => void>;
}

/** A step met a trap: a defect of this package, or memory at its end. */
export class Trap {
  constructor(readonly reason: unknown) {}
}

let compiled: WebAssembly.Module | undefined;
let current: Instance | undefined;

/** Sets the module that instances are made of. */
export function useModule(module: WebAssembly.Module): void {
  compiled = module;
}

/**
 * Runs a step in the module and returns its result.
 *
 * Throws what the step threw, or a {@link Trap}; after one the next step has a fresh instance of the
 * same compiled module.
 */
export function enter<Result>(step: (bindings: Bindings) => Result): Result {
  const instance = liveInstance();
  try {
    return step(instance.bindings);
  } catch (thrown) {
    throw instance.trap === undefined ? thrown : new Trap(instance.trap.reason);
  }
}

/** Runs an asynchronous step, which rejects with a {@link Trap} if its instance meets one. */
export function enterAsync(step: (bindings: Bindings) => Promise<unknown>): Promise<unknown> {
  const instance = liveInstance();
  return new Promise((resolve, reject) => {
    const end = (): void => reject(new Trap(instance.trap?.reason));
    instance.waiting.add(end);
    enter(step)
      .then(resolve, reject)
      .finally(() => instance.waiting.delete(end));
  });
}

function liveInstance(): Instance {
  if (current !== undefined && current.trap === undefined) return current;
  try {
    current = instantiate();
  } catch (reason) {
    throw new Trap(reason);
  }
  return current;
}

function instantiate(): Instance {
  compiled ??= compileModule();
  const bindings = generated.createBindings(textDecoderClass(), queueMicrotask);
  const instance: Instance = { bindings, trap: undefined, waiting: new Set() };
  const { exports } = new WebAssembly.Instance(compiled, {
    [generated.MODULE]: bindings as unknown as WebAssembly.ModuleImports,
  });
  bindings.__wbg_set_wasm(guard(exports, instance));
  (exports[generated.START] as () => void)();
  return instance;
}

/** Jest's fake timers replace the global of this name, and a retry would wait in it for ever. */
function queueMicrotask(callback: () => void): void {
  Promise.resolve().then(callback);
}

/** The exports, which end the instance when anything is thrown through them. */
function guard(exports: WebAssembly.Exports, instance: Instance): WebAssembly.Exports {
  const guarded: WebAssembly.Exports = {};
  for (const [name, value] of Object.entries(exports)) {
    if (typeof value !== "function") {
      guarded[name] = value;
      continue;
    }
    guarded[name] = (...values: unknown[]): unknown => {
      try {
        if (instance.trap === undefined) return value(...values);
      } catch (reason) {
        instance.trap = { reason };
        for (const end of instance.waiting) end();
      }
      // The runtime called it: thrown from here this would be uncaught, which ends a Node process.
      if (generated.CALLBACKS.includes(name)) return [];
      throw instance.trap?.reason;
    };
  }
  return guarded;
}
