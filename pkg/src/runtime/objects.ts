/**
 * Defines a property with a value, whatever other code put on `Object.prototype`.
 *
 * The property can be changed and deleted. It is enumerable if `enumerable` says so.
 */
export function defineValue(
  target: object,
  name: PropertyKey,
  value: unknown,
  enumerable: boolean,
): void {
  // The descriptor inherits nothing. An inherited `get` or `set` would make it invalid.
  const descriptor: PropertyDescriptor = Object.create(null);
  descriptor.value = value;
  descriptor.configurable = true;
  descriptor.enumerable = enumerable;
  descriptor.writable = true;
  Object.defineProperty(target, name, descriptor);
}

/** Whether an object has an iterator other than one that other code put on `Object.prototype`. */
export function isIterable(value: object): boolean {
  if (!(Symbol.iterator in value)) return false;
  return isPlainObject(value)
    ? Object.hasOwn(value, Symbol.iterator)
    : Reflect.get(value, Symbol.iterator) !== Reflect.get(Object.prototype, Symbol.iterator);
}

/** Whether the prototype of an object is `null` or the `Object.prototype` of any realm. */
export function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return (
    prototype === null ||
    // Only an `Object.prototype` has this method, and nothing above it.
    (Object.getPrototypeOf(prototype) === null &&
      Object.hasOwn(prototype as object, "isPrototypeOf"))
  );
}
