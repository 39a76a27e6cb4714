/** How a runtime's `fetch` fails. The errors are those of Node's `fetch`, which every client knows. */

export function connectionRefused(): TypeError {
  return failed("fetch failed", "ECONNREFUSED", "connect ECONNREFUSED 192.0.2.1:443");
}

export function connectionReset(): TypeError {
  return failed("fetch failed", "ECONNRESET", "read ECONNRESET");
}

export function connectionLost(): TypeError {
  return failed("fetch failed", "UND_ERR_SOCKET", "other side closed");
}

export function bodyBroken(): TypeError {
  return failed("terminated", "UND_ERR_SOCKET", "other side closed");
}

function failed(message: string, code: string, reason: string): TypeError {
  return new TypeError(message, { cause: Object.assign(new Error(reason), { code }) });
}

/** Never resolves. Rejects with the signal's reason when the signal is aborted. */
export function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** Waits by the global timers of this moment, which may be fake. Rejects as {@link untilAborted}. */
export function wait(ms: number, signal: AbortSignal | undefined): Promise<void> {
  const { setTimeout, clearTimeout } = globalThis;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    }, ms);
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
