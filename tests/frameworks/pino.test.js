/** Errors in the logs of pino. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import pino from "pino";
import { assertLogged, assertNoKey, failedCall } from "./logged.js";
import { named } from "./odeus.js";

/** Logs by a step and returns the lines, as text and as objects. */
function lines(options, step) {
  const texts = [];
  step(pino(options, { write: (text) => texts.push(text) }));
  return texts.map((text) => ({ text, line: JSON.parse(text) }));
}

const { err, errWithCause, wrapErrorSerializer } = pino.stdSerializers;

describe(named("pino"), () => {
  test("logs an error of a call as err", async () => {
    const error = await failedCall();
    const [{ text, line }] = lines({}, (log) => log.error({ err: error }, "update failed"));
    assert.equal(line.err.type, "AuthenticationError");
    assert.equal(line.err.message, error.message);
    assertLogged(line.err);
    assertNoKey(text);
  });

  test("logs an error of a call as the only argument", async () => {
    const error = await failedCall();
    const [{ text, line }] = lines({}, (log) => log.error(error));
    assert.equal(line.msg, error.message);
    assertLogged(line.err);
    assertNoKey(text);
  });

  const SERIALIZERS = {
    "pino's err": err,
    "pino's errWithCause": errWithCause,
    "a wrapper of pino's err": wrapErrorSerializer((serialized) => serialized),
    "the error's own toJSON": (error) => error.toJSON(),
  };
  for (const [name, serializer] of Object.entries(SERIALIZERS)) {
    test(`logs an error by ${name}`, async () => {
      const error = await failedCall();
      const options = { serializers: { failure: serializer } };
      const [{ text, line }] = lines(options, (log) => log.error({ failure: error }));
      assertLogged(line.failure);
      assertNoKey(text);
    });
  }

  test("logs an error inside the cause of another error", async () => {
    const error = await failedCall();
    const outer = new Error("The job failed", { cause: error });
    const options = { serializers: { err: errWithCause } };
    const [{ text, line }] = lines(options, (log) => log.error(outer));
    assertLogged(line.err.cause);
    assertNoKey(text);
  });
});
