/**
 * Finds the package's WebAssembly instances. Import this file before the package: it replaces the
 * constructor, and it finds only instances that are made afterwards.
 */

const instances = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, parameters, newTarget) {
    const instance = Reflect.construct(target, parameters, newTarget);
    instances.push(instance);
    return instance;
  },
});

const exported = (kind) =>
  instances
    .flatMap(({ exports }) => Object.values(exports))
    .filter((value) => value instanceof kind);

/** The memories of the instances that were made so far. @returns {WebAssembly.Memory[]} */
export const memories = () => exported(WebAssembly.Memory);

/** The size of all memories, in bytes. */
export const memorySize = () => memories().reduce((sum, { buffer }) => sum + buffer.byteLength, 0);

/**
 * The length of all tables. A table has the JavaScript values that a module holds. A leak shows
 * here long before the memory grows.
 */
export const tableLength = () =>
  exported(WebAssembly.Table).reduce((sum, { length }) => sum + length, 0);
