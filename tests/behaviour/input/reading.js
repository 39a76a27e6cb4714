/**
 * The package reads the own enumerable properties of `changes`, each once, before a call returns.
 */
import {
  assertError,
  bare,
  call,
  header,
  ID,
  jsonAnswer,
  KEY,
  rejection,
  sent,
  table,
  thrown,
  UPDATED,
} from "../../support/calls.js";

const FIELDS = ["name", "description", "iconUrl", "color"];

/** Proxy traps that are not needed to read own enumerable properties. */
const OTHER_TRAPS = [
  "apply",
  "construct",
  "defineProperty",
  "deleteProperty",
  "getPrototypeOf",
  "isExtensible",
  "preventExtensions",
  "set",
  "setPrototypeOf",
];

const CAUSES = [
  ["an error", new Error("from the caller")],
  ["a string", "from the caller"],
  ["null", null],
  ["undefined", undefined],
  ["a frozen object", Object.freeze({ reason: 1 })],
  ["a function", () => "from the caller"],
];

/** Makes an object with one enumerable getter. */
function getter(key, get) {
  return Object.defineProperty({}, key, { get, enumerable: true });
}

function thrower(value) {
  return () => {
    throw value;
  };
}

function revoked(target) {
  const { proxy, revoke } = Proxy.revocable(target, {});
  revoke();
  return proxy;
}

/**
 * Asserts that a call, `buildUpdateRequest` and `validateIntegrationUpdate` give the same issue.
 */
async function assertUnreadable(t, makeChanges, path, cause) {
  const { error, requests } = await call(t, { changes: makeChanges() });
  assertError(t, error, "ValidationError", { code: "invalid_input", attempts: 0, applied: "no" });
  t.assert.lengthOf(requests, 0);
  const expected = [{ code: "invalid_type", path }];
  t.assert.deepEqual(bare(error.issues), expected);
  if (cause) t.assert.strictEqual(error.cause, cause.value);
  const offline = thrown(t, () => t.sdk.buildUpdateRequest(ID, makeChanges(), { apiKey: KEY }));
  assertError(t, offline, "ValidationError", { issues: error.issues });
  if (cause) t.assert.strictEqual(offline.cause, cause.value);
  t.assert.deepEqual(bare(t.sdk.validateIntegrationUpdate(makeChanges())), expected);
}

/** Makes a proxy that counts how often each key is read. */
function counting(target) {
  const reads = {};
  const proxy = new Proxy(target, {
    get(object, key, receiver) {
      reads[String(key)] = (reads[String(key)] ?? 0) + 1;
      return Reflect.get(object, key, receiver);
    },
  });
  return { proxy, reads };
}

export default {
  topic: "reading changes",
  cases: [
    ...table(
      "the getter of %s is read exactly once in a call",
      FIELDS.map((field) => [field, field]),
      async (t, field) => {
        const values = { name: "A", description: "A", iconUrl: "https://a.example", color: "#abc" };
        let reads = 0;
        const changes = getter(field, () => {
          reads += 1;
          return reads === 1 ? values[field] : 5;
        });
        const { body } = await sent(t, changes);
        t.assert.deepEqual(JSON.parse(body), { [field]: values[field] });
        t.assert.equal(reads, 1);
      },
    ),
    {
      name: "buildUpdateRequest and validateIntegrationUpdate read the getter of a field exactly once",
      run: ({ sdk, assert }) => {
        let reads = 0;
        const changes = getter("name", () => {
          reads += 1;
          return "A";
        });
        sdk.buildUpdateRequest(ID, changes, { apiKey: KEY });
        assert.equal(reads, 1);
        sdk.validateIntegrationUpdate(changes);
        assert.equal(reads, 2);
      },
    },
    {
      name: "each field of a proxy is read once, and no other property is read",
      run: async (t) => {
        const { proxy, reads } = counting({ name: "A", color: "#abc" });
        await sent(t, proxy);
        t.assert.deepEqual(reads, { name: 1, color: 1 });
      },
    },
    {
      name: "the value of an unknown field is never read",
      run: async (t) => {
        const { proxy, reads } = counting({ name: "A", secret: "S" });
        t.assert.lengthOf(t.sdk.validateIntegrationUpdate(proxy), 1);
        t.assert.deepEqual(reads, { name: 1 });
      },
    },
    {
      name: "a getter is called with the object as this",
      run: async (t) => {
        const changes = { name: "A" };
        Object.defineProperty(changes, "description", {
          enumerable: true,
          get() {
            return `${this.name}!`;
          },
        });
        t.assert.equal((await sent(t, changes)).body, '{"name":"A","description":"A!"}');
      },
    },
    ...table(
      "a getter that throws %s gives an issue of the field and the cause",
      CAUSES,
      (t, value) =>
        assertUnreadable(t, () => getter("color", thrower(value)), ["color"], { value }),
    ),
    {
      name: "a throwing getter does not hide the other issues",
      run: async (t) => {
        const changes = { name: 5, ...{}, description: "x".repeat(91) };
        Object.defineProperty(changes, "color", { get: thrower(1), enumerable: true });
        t.assert.deepEqual(bare(t.sdk.validateIntegrationUpdate(changes)), [
          { code: "invalid_type", path: ["name"] },
          { code: "too_long", path: ["description"] },
          { code: "invalid_type", path: ["color"] },
        ]);
      },
    },
    {
      name: "the getter of an unknown field is not called",
      run: async (t) => {
        const issues = t.sdk.validateIntegrationUpdate(getter("colour", thrower(1)));
        t.assert.deepEqual(bare(issues), [{ code: "unknown_field", path: ["colour"] }]);
      },
    },
    {
      name: "a revoked proxy gives an issue with an empty path",
      run: (t) => assertUnreadable(t, () => revoked({}), []),
    },
    {
      name: "a revoked proxy of an array gives an issue with an empty path",
      run: (t) => assertUnreadable(t, () => revoked([]), []),
    },
    {
      name: "a revoked proxy of a function gives an issue with an empty path",
      run: (t) => assertUnreadable(t, () => revoked(() => {}), []),
    },
    {
      name: "a proxy that throws at ownKeys gives an issue with an empty path",
      run: (t) => {
        const value = new Error("ownKeys");
        const changes = () => new Proxy({ name: "A" }, { ownKeys: thrower(value) });
        return assertUnreadable(t, changes, [], { value });
      },
    },
    {
      name: "a proxy that throws at get gives an issue of the field",
      run: (t) => {
        const value = new Error("get");
        const changes = () => new Proxy({ name: "A" }, { get: thrower(value) });
        return assertUnreadable(t, changes, ["name"], { value });
      },
    },
    {
      name: "a proxy that throws at getOwnPropertyDescriptor is refused, and the thrown value is the cause",
      run: async (t) => {
        const value = new Error("getOwnPropertyDescriptor");
        const changes = new Proxy({ name: "A" }, { getOwnPropertyDescriptor: thrower(value) });
        const { error, requests } = await call(t, { changes });
        assertError(t, error, "ValidationError", { cause: value });
        t.assert.deepInclude([[], ["name"]], error.issues[0].path);
        t.assert.lengthOf(requests, 0);
        t.assert.equal(t.sdk.validateIntegrationUpdate(changes)[0].code, "invalid_type");
      },
    },
    {
      name: "a proxy that throws at has gives an issue with an empty path",
      run: (t) => {
        const value = new Error("has");
        const changes = () => new Proxy({ name: "A" }, { has: thrower(value) });
        return assertUnreadable(t, changes, [], { value });
      },
    },
    {
      name: "a proxy without properties that throws at getPrototypeOf gives an issue with an empty path",
      run: (t) => {
        const value = new Error("getPrototypeOf");
        const changes = () => new Proxy({}, { getPrototypeOf: thrower(value) });
        return assertUnreadable(t, changes, [], { value });
      },
    },
    {
      name: "a proxy whose chain of prototypes never ends gives an issue with an empty path",
      run: (t) => {
        const target = {};
        const endless = new Proxy(target, {});
        Object.setPrototypeOf(target, endless);
        return assertUnreadable(t, () => endless, []);
      },
    },
    {
      name: "a proxy that names a key twice is refused",
      run: (t) => assertUnreadable(t, () => new Proxy({}, { ownKeys: () => ["name", "name"] }), []),
    },
    ...table(
      "a proxy that throws at %s is accepted, because that trap is not used",
      OTHER_TRAPS.map((trap) => [trap, trap]),
      async (t, trap) => {
        const changes = new Proxy({ name: "A" }, { [trap]: thrower(new Error(trap)) });
        t.assert.deepEqual(t.sdk.validateIntegrationUpdate(changes), []);
        t.assert.equal((await sent(t, changes)).body, '{"name":"A"}');
      },
    ),
    {
      name: "toJSON of the changes is not called",
      run: async (t) => {
        const changes = Object.defineProperty({ name: "A" }, "toJSON", { value: thrower(1) });
        t.assert.equal((await sent(t, changes)).body, '{"name":"A"}');
      },
    },
    {
      name: "a change of the object after the call returned is not sent",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const changes = { name: "before", color: "#abc" };
        const promise = t.sdk.updateIntegration(ID, changes, { apiKey: KEY, baseUrl });
        changes.name = 5;
        changes.description = "after";
        delete changes.color;
        await promise;
        t.assert.equal((await requests())[0].body, '{"name":"before","color":"#abc"}');
      },
    },
    {
      name: "a change of the object between two attempts is not sent",
      run: async (t) => {
        const busy = jsonAnswer({ message: "busy" }, 503);
        const { baseUrl, requests } = await t.scripted.scenario(busy, UPDATED);
        const changes = { name: "before" };
        const onAttempt = () => {
          changes.name = "after";
        };
        await t.sdk.updateIntegration(ID, changes, { apiKey: KEY, baseUrl, onAttempt });
        const bodies = (await requests()).map(({ body }) => body);
        t.assert.deepEqual(bodies, ['{"name":"before"}', '{"name":"before"}']);
      },
    },
    {
      name: "a change of the options after the call returned has no effect",
      run: async (t) => {
        const { baseUrl, requests } = await t.scripted.scenario(UPDATED);
        const options = { apiKey: KEY, baseUrl, headers: { "x-trace": "before" } };
        const promise = t.sdk.updateIntegration(ID, {}, options);
        options.headers["x-trace"] = "after";
        options.apiKey = "other-key";
        options.baseUrl = "https://example.invalid";
        await promise;
        const [request] = await requests();
        t.assert.equal(header(t, request, "x-trace"), "before");
        t.assert.equal(header(t, request, "authorization"), `Bearer ${KEY}`);
      },
    },
    {
      name: "each error has its own list of issues",
      run: async (t) => {
        const first = await rejection(t, t.sdk.updateIntegration("no", {}, { apiKey: KEY }));
        const second = await rejection(t, t.sdk.updateIntegration("no", {}, { apiKey: KEY }));
        t.assert.deepEqual(first.issues, second.issues);
        t.assert.notStrictEqual(first.issues, second.issues);
      },
    },
  ],
};
