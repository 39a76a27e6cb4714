/**
 * The changes are an object whose own enumerable properties are the fields. A value that holds its
 * content in another way would silently send `{}`, so it is refused.
 */
import { bare, polluted, refusedChanges, sent, table } from "../../support/calls.js";

const AT_CHANGES = [{ code: "invalid_type", path: [] }];
const START =
  'The changes must be a plain object with the fields to change, such as { name: "Docs" }.';

class Getters {
  #name = "A";
  get name() {
    return this.#name;
  }
}

class Fields {
  name = "A";
}

class Iterable {
  name = "A";
  *[Symbol.iterator]() {
    yield ["name", this.name];
  }
}

function* generate() {
  yield ["name", "A"];
}

function formData() {
  const data = new FormData();
  data.append("name", "A");
  return data;
}

function args() {
  // biome-ignore lint/complexity/noArguments: an `arguments` object is one of the inputs
  return arguments;
}

/** A function for each value, because some values can be used once. */
const ITERABLES = [
  ["an empty Map", () => new Map()],
  ["a Map", () => new Map([["name", "A"]])],
  ["a Map with an own field", () => Object.assign(new Map(), { name: "A" })],
  ["a proxy of a Map", () => new Proxy(new Map(), {})],
  ["a Set", () => new Set(["name"])],
  ["a FormData", formData],
  ["a Headers", () => new Headers({ name: "A" })],
  ["a URLSearchParams", () => new URLSearchParams("name=A")],
  ["an empty array", () => []],
  ["an array of pairs", () => [["name", "A"]]],
  ["an array of changes", () => [{ name: "A" }]],
  ["an array with an own field", () => Object.assign([], { name: "A" })],
  ["a proxy of an array", () => new Proxy([], {})],
  ["a Uint8Array", () => new Uint8Array(2)],
  ["an empty Float64Array", () => new Float64Array()],
  ["an arguments object", () => args({ name: "A" })],
  ["a String object", () => new String("name")],
  ["a generator", generate],
  ["an iterator of a Map", () => new Map([["name", "A"]]).entries()],
  ["an instance of an iterable class with own fields", () => new Iterable()],
  [
    "a plain object with an own iterator",
    () => ({ name: "A", [Symbol.iterator]: () => [].values() }),
  ],
  [
    "an object without a prototype with an own iterator",
    () => Object.assign(Object.create(null), { name: "A", [Symbol.iterator]: () => [].values() }),
  ],
];

const WITHOUT_PROPERTIES = [
  ["an instance whose fields are getters", () => new Getters()],
  ["an empty instance", () => new (class Empty {})()],
  ["an object that inherits its fields", () => Object.create({ name: "A" })],
  [
    "an object that inherits from one without a prototype",
    () => Object.create(Object.assign(Object.create(null), { name: "A" })),
  ],
  [
    "an instance of a class that extends null",
    () => Object.create(class extends null {}.prototype),
  ],
  ["a proxy of an instance whose fields are getters", () => new Proxy(new Getters(), {})],
  ["a Date", () => new Date(0)],
  ["a RegExp", () => /name/],
  ["an Error", () => new Error("name")],
  ["a Promise", () => Promise.resolve({ name: "A" })],
  ["a Response", () => new Response('{"name":"A"}')],
  ["a Request", () => new Request("https://example.com", { method: "POST", body: "{}" })],
  ["a URL", () => new URL("https://example.com/?name=A")],
  ["an ArrayBuffer", () => new ArrayBuffer(2)],
  ["a DataView", () => new DataView(new ArrayBuffer(2))],
  ["a WeakMap", () => new WeakMap()],
  ["a Number object", () => new Number(5)],
];

const EMPTY = [
  ["a plain object", {}],
  ["an object without a prototype", Object.create(null)],
  ["a frozen plain object", Object.freeze({})],
  ["a proxy of a plain object", new Proxy({}, {})],
  ["a plain object with a symbol as a key", { [Symbol("name")]: "A" }],
  ["a plain object that names itself a Map", { [Symbol.toStringTag]: "Map" }],
];

const INSTANCES = [
  ["an instance with own fields", new Fields()],
  ["an instance of a subclass", new (class extends Fields {})()],
  [
    "an instance of a class that extends null",
    Object.assign(Object.create(class extends null {}.prototype), { name: "A" }),
  ],
  ["a proxy of an instance", new Proxy(new Fields(), {})],
  [
    "an Error with an own field",
    Object.defineProperty(new Error("x"), "name", { value: "A", enumerable: true }),
  ],
];

const HINTS = [
  ["a Map", () => new Map(), "They are a Map: pass Object.fromEntries(changes)."],
  ["a FormData", formData, "They are a FormData: pass Object.fromEntries(changes)."],
  [
    "a URLSearchParams",
    () => new URLSearchParams(),
    "They are a URLSearchParams: pass Object.fromEntries(changes).",
  ],
  ["a Headers", () => new Headers(), "They are a Headers: pass Object.fromEntries(changes)."],
  ["an array", () => [], "They are an array: make one call for each of its elements."],
  ["a Promise", () => Promise.resolve(), "They are a Promise: pass await changes."],
  ["a Response", () => new Response("{}"), "They are a Response: pass await changes.json()."],
  [
    "a Request",
    () => new Request("https://example.com"),
    "They are a Request: pass await changes.json().",
  ],
  ["a string", () => "{}", "They are a string: if it is JSON, pass JSON.parse(changes)."],
  ["null", () => null, "They are null."],
  ["undefined", () => undefined, "They are undefined."],
  ["a number", () => 5, "They are not an object."],
  ["a function", () => () => {}, "They are not an object."],
  [
    "a Set",
    () => new Set(),
    "They are an iterable object: if it holds pairs of names and values, pass " +
      "Object.fromEntries(changes).",
  ],
  [
    "an instance whose fields are getters",
    () => new Getters(),
    "They are an object without own enumerable properties. Getters of a class, private fields and " +
      "inherited fields are not read: pass { name: changes.name } with each field to change.",
  ],
];

export default {
  topic: "the shape of changes",
  cases: [
    ...table("%s is refused, because it is iterable", ITERABLES, async (t, make) => {
      t.assert.deepEqual(bare(await refusedChanges(t, make())), AT_CHANGES);
    }),
    ...table(
      "%s is refused, because it has no own enumerable property",
      WITHOUT_PROPERTIES,
      async (t, make) => t.assert.deepEqual(bare(await refusedChanges(t, make())), AT_CHANGES),
    ),
    ...table("%s without a property is accepted and sent as {}", EMPTY, async (t, changes) => {
      t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), []);
      t.assert.equal((await sent(t, changes)).body, "{}");
    }),
    ...table("the own fields of %s are sent", INSTANCES, async (t, changes) => {
      t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), []);
      t.assert.equal((await sent(t, changes)).body, '{"name":"A"}');
    }),
    ...table("the message about %s says how to pass a plain object", HINTS, (t, make, hint) => {
      const [{ message }] = t.sdk.validateIntegrationUpdate(make());
      t.assert.equal(message, `${START} ${hint}`);
    }),
    ...table(
      "what the message about %s says can be passed",
      [
        ["a Map", () => Object.fromEntries(new Map([["name", "A"]]))],
        ["a FormData", () => Object.fromEntries(formData())],
        ["a URLSearchParams", () => Object.fromEntries(new URLSearchParams("name=A"))],
        ["a Headers", () => Object.fromEntries(new Headers({ name: "A" }))],
        ["a Promise", () => Promise.resolve({ name: "A" })],
        ["a Response", () => new Response('{"name":"A"}').json()],
      ],
      async (t, make) => t.assert.equal((await sent(t, await make())).body, '{"name":"A"}'),
    ),
    {
      name: "the properties of an iterable object are not listed",
      run: ({ sdk, assert }) => {
        const changes = new Proxy([], {
          ownKeys: () => assert.fail("the keys of an array were listed"),
        });
        assert.deepEqual(bare(sdk.validateIntegrationUpdate(changes)), AT_CHANGES);
      },
    },
    {
      name: "an iterator is never called",
      run: ({ sdk, assert }) => {
        const changes = { [Symbol.iterator]: () => assert.fail("the iterator was called") };
        assert.deepEqual(bare(sdk.validateIntegrationUpdate(changes)), AT_CHANGES);
      },
    },
    {
      name: "a value that throws when its kind is asked is refused",
      run: ({ sdk, assert }) => {
        class Hostile {
          get [Symbol.toStringTag]() {
            throw new Error("from the caller");
          }
        }
        assert.deepEqual(bare(sdk.validateIntegrationUpdate(new Hostile())), AT_CHANGES);
      },
    },
    {
      name: "an iterator on Object.prototype makes no plain object and no instance iterable",
      run: ({ sdk, assert }) => {
        const inputs = [{}, { name: "A" }, Object.create(null), new Fields()];
        const found = polluted({ [Symbol.iterator]: generate }, () =>
          inputs.map((changes) => sdk.validateIntegrationUpdate(changes)),
        );
        assert.deepEqual(found, [[], [], [], []]);
      },
    },
    {
      name: "an iterator on Object.prototype hides no iterable object",
      run: ({ sdk, assert }) => {
        const inputs = [new Map(), [{ name: "A" }], formData(), new Iterable(), generate()];
        const found = polluted({ [Symbol.iterator]: generate }, () =>
          inputs.map((changes) => bare(sdk.validateIntegrationUpdate(changes))),
        );
        assert.deepEqual(
          found,
          inputs.map(() => AT_CHANGES),
        );
      },
    },
  ],
};
