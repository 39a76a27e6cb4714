import { quietly } from "./quietly.js";

/** The calls that one signal ends, and the one listener that serves them. */
interface Subscription {
  readonly callbacks: Set<() => void>;
  readonly listener: () => void;
}

const subscriptions = new WeakMap<AbortSignal, Subscription>();

/**
 * Calls back when the signal is aborted; returns what ends that.
 *
 * A signal has at most one listener however many calls share it: Node warns of a leak at eleven,
 * and `AbortSignal.any` leaks (nodejs/node#54614).
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

function subscribe(signal: AbortSignal): Subscription {
  const callbacks = new Set<() => void>();
  const listener = (): void => {
    for (const callback of [...callbacks]) quietly(callback);
  };
  const subscription = { callbacks, listener };
  subscriptions.set(signal, subscription);
  signal.addEventListener("abort", listener);
  return subscription;
}
