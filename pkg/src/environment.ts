import { UnsupportedEnvironmentError } from "./errors.js";

/**
 * An environment variable, if the runtime has `process.env` and lets it be read.
 *
 * Own properties only: what others put on `Object.prototype` is no variable.
 */
export function readVariable(name: string): string | undefined {
  try {
    const variables = ownProcess()?.env;
    const value: unknown =
      variables !== undefined && Object.hasOwn(variables, name) ? variables[name] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    // Deno throws here if it was not allowed to read the variable.
    return undefined;
  }
}

/**
 * Refuses to work in a browser page or worker: the API refuses browser origins, and a key there is
 * everybody's.
 */
export function refuseBrowser(): void {
  if (!isBrowser()) return;
  throw new UnsupportedEnvironmentError({
    code: "unsupported_environment",
    message:
      "This is a browser: the Odeus API refuses browser origins, and an API key in a page can be read by everybody. Call `updateIntegration` on your server; `validateIntegrationUpdate` works here.",
  });
}

interface Process {
  readonly env?: Record<string, string | undefined>;
  readonly versions?: { readonly node?: string };
  readonly getBuiltinModule?: (name: string) => unknown;
}

export function ownProcess(): Process | undefined {
  return Object.hasOwn(globalThis, "process")
    ? (Reflect.get(globalThis, "process") as Process | undefined)
    : undefined;
}

/** A page has a document, a worker its scope; server runtimes that have one of them say who they are. */
function isBrowser(): boolean {
  const has = (name: string): boolean => Reflect.get(globalThis, name) !== undefined;
  if (!has("document") && !has("WorkerGlobalScope") && !has("importScripts")) return false;
  const isServer =
    has("Deno") || has("Bun") || has("EdgeRuntime") || has("WebSocketPair") || isNode();
  return !isServer;
}

/** Node, also with jsdom; bundlers' stand-ins for `process` have no version of Node. */
function isNode(): boolean {
  return typeof ownProcess()?.versions?.node === "string";
}
