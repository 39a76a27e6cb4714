/** Errors that the caller makes, as the tests of an application do, and `isOdeusError`. */
import { assertError, failed, KEY, polluted, rejection, table } from "../../support/calls.js";

const refuse = () => Promise.reject(new TypeError("x"));
const status = (value) => ({ answers: [{ status: value }] });

/**
 * Each class with a code of its own: the details that it needs, and a call that fails with it. A browser
 * and a defect of the package cannot be had here.
 */
const CLASSES = [
  ["ValidationError", { issues: [] }, () => ({ id: "x" })],
  ["ConfigurationError", { option: "apiKey" }, () => ({ options: { apiKey: "" } })],
  ["BadRequestError", { status: 400 }, () => status(400)],
  ["AuthenticationError", { status: 401 }, () => status(401)],
  ["PermissionDeniedError", { status: 403 }, () => status(403)],
  ["NotFoundError", { status: 404 }, () => status(404)],
  ["RateLimitError", { status: 429 }, () => status(429)],
  ["InternalServerError", { status: 503 }, () => status(503)],
  ["APIConnectionError", {}, () => ({ options: { fetch: refuse } })],
  [
    "APITimeoutError",
    { timeoutMs: 50 },
    () => ({ answers: [{ delayMs: 2_000 }], options: { timeoutMs: 50 } }),
  ],
  ["AbortError", {}, () => ({ options: { signal: AbortSignal.abort() } })],
  ["InvalidResponseError", { status: 200 }, () => ({ answers: [{ body: "OK" }] })],
];

const CODES = [
  ["UnsupportedEnvironmentError", "unsupported_environment", false],
  ["SourceError", "source_failed", false],
  ["InternalError", "internal_error", true],
];

const VALUES = [
  ["undefined", undefined],
  ["null", null],
  ["a string", "not_found"],
  ["an Error", new Error("x")],
  ["an object with the same properties", { name: "NotFoundError", code: "not_found", status: 404 }],
  ["a function", () => {}],
];

/** A proxy whose traps all throw. */
function hostileProxy(target) {
  const traps = Object.getOwnPropertyNames(Reflect).map((name) => [
    name,
    () => {
      throw new Error("trap");
    },
  ]);
  return new Proxy(target, Object.fromEntries(traps));
}

export default {
  topic: "error classes",
  cases: [
    ...table(
      "a caller can make the %s of a call from its message and its facts",
      CLASSES.map(([name, ...rest]) => [name, name, ...rest]),
      async (t, name, details, setup) => {
        const { code, retryable, applied } = await failed(t, setup());
        const made = new t.sdk[name]({ message: "made", ...details });
        const properties = { ...details, code, retryable, applied, message: "made" };
        assertError(t, made, name, { ...properties, attempts: 0 });
        t.assert.ok(Object.hasOwn(made, "code"));
      },
    ),
    ...table(
      "a caller can make the %s from its message",
      CODES.map(([name, ...rest]) => [name, name, ...rest]),
      (t, name, code, retryable) => {
        assertError(t, new t.sdk[name]({ message: "made" }), name, { code, retryable });
      },
    ),
    {
      name: "a caller can make an error with every detail",
      run: (t) => {
        const details = {
          message: "made",
          status: 429,
          requestId: "req-1",
          retryAfterMs: 1_000,
          body: { message: "x" },
          attempts: 3,
          applied: "unknown",
          retryable: false,
          cause: new Error("x"),
        };
        assertError(t, new t.sdk.RateLimitError(details), "RateLimitError", details);
      },
    },
    {
      name: "an APIError of a caller has the code unexpected_status or its own",
      run: ({ sdk, assert }) => {
        const details = { message: "made", status: 418 };
        assert.equal(new sdk.APIError(details).code, "unexpected_status");
        assert.equal(new sdk.APIError({ ...details, code: undefined }).code, "unexpected_status");
        const redirect = new sdk.APIError({ ...details, code: "unexpected_redirect" });
        assert.equal(redirect.code, "unexpected_redirect");
      },
    },
    {
      name: "an OdeusError of a caller has the code internal_error or its own",
      run: ({ sdk, assert }) => {
        assert.equal(new sdk.OdeusError({ message: "made" }).code, "internal_error");
        assert.equal(new sdk.OdeusError({ message: "made", code: "aborted" }).code, "aborted");
      },
    },
    {
      name: "a class with a code of its own ignores another code",
      run: ({ sdk, assert }) => {
        const details = { message: "made", status: 404, code: "aborted" };
        assert.equal(new sdk.NotFoundError(details).code, "not_found");
      },
    },
    {
      name: "nothing on Object.prototype gets into an error of a caller",
      run: ({ sdk, assert }) => {
        const properties = { code: "evil", retryable: true, attempts: 9, requestId: "evil" };
        const error = polluted(properties, () => {
          return new sdk.APIError({ message: "made", status: 418 });
        });
        assert.equal(error.code, "unexpected_status");
        assert.equal(error.retryable, false);
        assert.equal(error.attempts, 0);
        assert.isFalse(Object.hasOwn(error, "requestId"));
      },
    },
    ...table(
      "an error is made and thrown with %s on Object.prototype",
      [
        ["a getter's name", { get: () => "evil" }],
        ["a setter's name", { set: "evil" }],
        ["a conversion", { [Symbol.toPrimitive]: "evil" }],
      ],
      async (t, properties) => {
        const error = polluted(properties, () => new t.sdk.AbortError({ message: "made" }));
        t.assert.deepInclude({ ...error }, { code: "aborted", attempts: 0 });
        const promise = polluted(properties, () =>
          t.sdk.updateIntegration("no", {}, { apiKey: KEY }),
        );
        assertError(t, await rejection(t, promise), "ValidationError");
      },
    ),
    {
      name: "a subclass of a caller has the code of its class",
      run: ({ sdk, assert }) => {
        class Mine extends sdk.NotFoundError {}
        const mine = new Mine({ message: "made", status: 404 });
        assert.equal(mine.code, "not_found");
        assert.isTrue(sdk.isOdeusError(mine));
      },
    },
    {
      name: "isOdeusError is true for the error of a call",
      run: async (t) => {
        for (const [, , setup] of CLASSES) {
          t.assert.isTrue(t.sdk.isOdeusError(await failed(t, setup())));
        }
      },
    },
    ...table("isOdeusError is false for %s", VALUES, ({ sdk, assert }, value) => {
      assert.isFalse(sdk.isOdeusError(value));
    }),
    {
      name: "isOdeusError never throws, whatever a proxy does",
      run: ({ sdk, assert }) => {
        assert.isFalse(sdk.isOdeusError(hostileProxy({})));
        assert.isFalse(sdk.isOdeusError(hostileProxy(() => {})));
        const { proxy, revoke } = Proxy.revocable({}, {});
        revoke();
        assert.isFalse(sdk.isOdeusError(proxy));
        assert.isTrue(sdk.isOdeusError(new Proxy(new sdk.AbortError({ message: "made" }), {})));
      },
    },
  ],
};
