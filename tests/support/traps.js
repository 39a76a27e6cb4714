/**
 * Lets the package's WebAssembly module trap, and lets its instances fail to be made. Import this
 * before the package: only instances that are made later are seen. Node only.
 */

/** The package's own instances, in order. */
const instances = [];
/** How many entries into the module are left before one traps. */
let entriesLeft = Number.POSITIVE_INFINITY;
let forbidsAfterTrap = false;
let isForbidden = false;

const { Instance, Module } = WebAssembly;

/** Whether a module belongs to Node's own `fetch` and not to the package. */
const isForeign = (module) => Module.exports(module).some(({ name }) => name === "llhttp_alloc");

/** Wraps an exported function: it throws as a trap does when no entries are left. */
const trapping =
  (run) =>
  (...values) => {
    entriesLeft -= 1;
    if (entriesLeft >= 0) return run(...values);
    entriesLeft = Number.POSITIVE_INFINITY;
    isForbidden ||= forbidsAfterTrap;
    throw new WebAssembly.RuntimeError("unreachable");
  };

WebAssembly.Instance = new Proxy(Instance, {
  construct(target, [module, imports]) {
    if (isForeign(module)) return new target(module, imports);
    if (isForbidden) throw new RangeError("WebAssembly.Instance(): Out of memory");
    const instance = new target(module, imports);
    instances.push(instance);
    const exports = Object.entries(instance.exports).map(([name, value]) => [
      name,
      typeof value === "function" ? trapping(value) : value,
    ]);
    return { exports: Object.fromEntries(exports) };
  },
});

/** Leaves the live instance no memory to grow into. */
export function useUpMemory() {
  // The build shortens the names of the exports.
  const exports = Object.values(instances.at(-1).exports);
  const memory = exports.find((value) => value instanceof WebAssembly.Memory);
  for (let pages = 32_768; pages >= 1; pages /= 2) {
    try {
      for (;;) memory.grow(pages);
    } catch {
      // So much is not left: try half of it.
    }
  }
}

/** Changes that break so many rules that the list of issues needs memory. */
const HUGE_CHANGES = Object.fromEntries(Array.from({ length: 20_000 }, (_, n) => [`k${n}`, 1]));

/**
 * Makes the module trap before this returns, by a call that has no memory left for its answer.
 * @param {{ updateIntegration: Function }} client
 * @returns {Promise<unknown>} what that call rejects with
 */
export function trap(client) {
  useUpMemory();
  return client.updateIntegration("550e8400-e29b-41d4-a716-446655440000", HUGE_CHANGES).then(
    () => undefined,
    (error) => error,
  );
}

/**
 * Lets the module trap once, at the entry that comes after so many others.
 * @param {number} entries
 * @param {{ isLastInstance?: boolean }} [options] whether no other instance can be made after it
 */
export function trapAfter(entries, { isLastInstance = false } = {}) {
  entriesLeft = entries;
  forbidsAfterTrap = isLastInstance;
}

/** Cancels {@link trapAfter}; returns whether the module has trapped meanwhile. */
export function hasTrapped() {
  const trapped = entriesLeft === Number.POSITIVE_INFINITY;
  entriesLeft = Number.POSITIVE_INFINITY;
  isForbidden = false;
  return trapped;
}

/** From now on no instance of the package's module can be made. */
export function forbidInstances() {
  isForbidden = true;
}

export function allowInstances() {
  isForbidden = false;
}
