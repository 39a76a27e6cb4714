/**
 * Shows the package's WebAssembly instances. Import this before the package: instances are seen
 * only by who wraps the constructor before one is made.
 */

const instances = [];

WebAssembly.Instance = new Proxy(WebAssembly.Instance, {
  construct(target, parameters, newTarget) {
    const instance = Reflect.construct(target, parameters, newTarget);
    instances.push(instance);
    return instance;
  },
});

/** The memories of the instances made so far. @returns {WebAssembly.Memory[]} */
export function memories() {
  return instances.map(({ exports }) => exports.memory).filter(Boolean);
}

/** The size of all the memories, in bytes. */
export function memorySize() {
  return memories().reduce((sum, { buffer }) => sum + buffer.byteLength, 0);
}
