import { quietly } from "../runtime/quietly.js";

/** The calls that one signal ends, and the one listener that serves all of them. */
interface Subscription {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const subscriptions = new WeakMap<AbortSignal, Subscription>();

/**
 * Calls back when the signal is aborted. Returns a function that stops listening.
 *
 * All calls that share a signal use one listener: Node warns of a leak at eleven listeners, and
 * `AbortSignal.any` leaks (nodejs/node#54614).
 */
export function onAbort(signal: AbortSignal, callback: () => void): () => void {
  const subscription = subscriptions.get(signal) ?? subscribe(signal);
  subscription.callbacks.add(callback);
  return () => {
    subscription.callbacks.delete(callback);
    if (subscription.callbacks.size === 0 && subscriptions.get(signal) === subscription) {
      subscriptions.delete(signal);
      signal.removeEventListener("abort", subscription.listener);
    }
  };
}

/** Listens to a signal. A signal whose `addEventListener` throws has no subscription. */
function subscribe(signal: AbortSignal): Subscription {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    for (const callback of [...callbacks]) quietly(callback);
  };
  signal.addEventListener("abort", listener);
  const subscription = { callbacks, listener };
  subscriptions.set(signal, subscription);
  return subscription;
}
