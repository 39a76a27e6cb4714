import {
  type Bindings,
  CALLBACKS,
  createBindings,
  MODULE,
  START,
} from "../../generated/bindings.js";
import { textDecoderClass } from "../runtime/encoding.js";
// For a runtime that has its own loader, the build imports that one here.
import { compileModule } from "./loaders/inlined.js";

export type { Bindings } from "../../generated/bindings.js";

/** A step met a trap: this package has a defect, or the memory is used up. */
export class Trap {
  readonly #reason: unknown;

  constructor(reason: unknown) {
    this.#reason = reason;
  }

  get reason(): unknown {
    return this.#reason;
  }

  /** Whether a thrown value is a trap. `instanceof` would throw an error for a revoked proxy. */
  static is(thrown: unknown): thrown is Trap {
    return typeof thrown === "object" && thrown !== null && #reason in thrown;
  }
}

/**
 * One instance of the module. Each instance has its own bindings, so a trap in one does not disturb
 * another.
 */
export class Instance {
  readonly #bindings: Bindings = createBindings(textDecoderClass(), queueMicrotask);
  /** After a trap the memory may be in any state, so the instance is never used again. */
  #trap: Trap | undefined;
  readonly #listeners = new Set<(trap: Trap) => void>();
  /** Each function disables one export. */
  readonly #disable: (() => void)[] = [];

  constructor(module: WebAssembly.Module) {
    const { exports } = new WebAssembly.Instance(module, {
      [MODULE]: this.#bindings as unknown as WebAssembly.ModuleImports,
    });
    this.#bindings.__wbg_set_wasm(this.#guard(exports));
    (exports[START] as () => void)();
  }

  get hasTrapped(): boolean {
    return this.#trap !== undefined;
  }

  /** Runs a step and returns its result. Throws what the step threw, or a {@link Trap}. */
  enter<Result>(step: (bindings: Bindings) => Result): Result {
    try {
      return step(this.#bindings);
    } catch (thrown) {
      throw this.#trap ?? thrown;
    }
  }

  /** Calls back when the instance meets a trap. Returns a function that stops listening. */
  onTrap(listener: (trap: Trap) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Wraps the exports. An error thrown inside one of them ends the instance. */
  #guard(exports: WebAssembly.Exports): WebAssembly.Exports {
    const guarded: WebAssembly.Exports = {};
    for (const [name, value] of Object.entries(exports)) {
      if (typeof value !== "function") {
        guarded[name] = value;
        continue;
      }
      // This variable changes, so V8 cannot inline the call of the export. V8 11.3 (Node 20) ends the
      // process ("unreachable code") when it has to undo an inlined call.
      let call: (...values: unknown[]) => unknown = value as (...values: unknown[]) => unknown;
      // The runtime calls these exports itself. An error from them would be uncaught and would end
      // Node.
      const isCallback = CALLBACKS.includes(name);
      this.#disable.push(() => {
        call = () => {
          if (isCallback) return [];
          throw this.#trap?.reason;
        };
      });
      guarded[name] = (...values: unknown[]): unknown => {
        try {
          return call(...values);
        } catch (reason) {
          this.#end(new Trap(reason));
          if (isCallback) return [];
          throw reason;
        }
      };
    }
    return guarded;
  }

  #end(trap: Trap): void {
    if (this.#trap !== undefined) return;
    this.#trap = trap;
    for (const disable of this.#disable) disable();
    for (const listener of [...this.#listeners]) listener(trap);
  }
}

let compiled: WebAssembly.Module | undefined;
let current: Instance | undefined;

/** Sets the module from which the instances are made. */
export function useModule(module: WebAssembly.Module): void {
  compiled = module;
}

/** The instance for the next step; a new one if the last one met a trap. */
export function liveInstance(): Instance {
  if (current !== undefined && !current.hasTrapped) return current;
  try {
    compiled ??= compileModule();
    current = new Instance(compiled);
  } catch (reason) {
    throw new Trap(reason);
  }
  return current;
}

/**
 * Runs a step in the module and returns its result.
 *
 * Throws what the step threw, or a {@link Trap}. After a trap the next step gets a new instance of the
 * same compiled module.
 */
export function enter<Result>(step: (bindings: Bindings) => Result): Result {
  return liveInstance().enter(step);
}

/** The bindings get this function, because fake timers replace the global one. */
function queueMicrotask(callback: () => void): void {
  Promise.resolve().then(callback);
}
