import { Code } from "../../generated/bindings.js";
import { type Entry, toRefusal } from "../errors/failure.js";
import { beginStackAfter } from "../errors/stack.js";
import { ownProcess } from "../runtime/process.js";

/**
 * Reads an environment variable, if the runtime has `process.env` and allows reading it.
 *
 * Only own properties count: `Object.prototype` may have properties that others put there.
 */
export function readVariable(name: string): string | undefined {
  try {
    const variables = ownProcess()?.env;
    const value: unknown =
      variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    // Deno throws an error here if the program may not read the variable.
    return undefined;
  }
}

/**
 * Throws in a browser page or browser worker: the API refuses browser origins, and everybody can read a
 * key there.
 *
 * This is not a step of {@link enterSafely}, because a page may not allow WebAssembly.
 */
export function refuseBrowser(entry: Entry): void {
  if (!isBrowser()) return;
  const message =
    "The Odeus API refuses requests from a browser, and everybody can read an API key in a page. Call `updateIntegration` on your server. `validateIntegrationUpdate` works here.";
  const failure = { code: Code.UnsupportedEnvironment, message, retryable: false };
  throw beginStackAfter(toRefusal(entry, failure), ...[entry.called].flat(), refuseBrowser);
}

/**
 * A page has `document`, and a worker has `WorkerGlobalScope` or `importScripts`. A server runtime may
 * have these too, but it also has a global that no browser has.
 */
function isBrowser(): boolean {
  const has = (name: string): boolean => Reflect.get(globalThis, name) !== undefined;
  if (!has("document") && !has("WorkerGlobalScope") && !has("importScripts")) return false;
  const isServer =
    has("Deno") || has("Bun") || has("EdgeRuntime") || has("WebSocketPair") || isNode();
  return !isServer;
}

/** Whether this is Node, with jsdom or without. A bundler's stand-in for `process` has no Node version. */
function isNode(): boolean {
  return typeof ownProcess()?.versions?.node === "string";
}
