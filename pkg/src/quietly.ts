/** Does a step of which nobody wants to know whether it failed, such as letting go of something. */
export function quietly(step: () => unknown): void {
  try {
    const result = step();
    if (result instanceof Promise) result.catch(() => {});
  } catch {
    // The step was the last that could be done.
  }
}
