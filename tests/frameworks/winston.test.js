/** Errors in the logs of winston. */
import assert from "node:assert/strict";
import { Writable } from "node:stream";
import { describe, test } from "node:test";
import winston from "winston";
import { assertLogged, assertNoKey, failedCall } from "./logged.js";
import { named } from "./odeus.js";

const { errors, json, timestamp, combine, simple } = winston.format;

/** Logs by a step and returns the text. */
async function logged(format, step) {
  const texts = [];
  const stream = new Writable({
    write(text, _encoding, done) {
      texts.push(String(text));
      done();
    },
  });
  const logger = winston.createLogger({
    format,
    transports: [new winston.transports.Stream({ stream })],
  });
  step(logger);
  const ended = new Promise((resolve) => logger.once("finish", resolve));
  logger.end();
  await ended;
  return texts.join("");
}

describe(named("winston"), () => {
  test("logs an error beside a message in JSON", async () => {
    const error = await failedCall();
    const text = await logged(combine(timestamp(), json()), (logger) =>
      logger.error("update failed", { error }),
    );
    const line = JSON.parse(text);
    assert.equal(line.message, "update failed");
    assertLogged(line.error);
    assertNoKey(text);
  });

  test("logs an error as the only argument in JSON", async () => {
    const error = await failedCall();
    const text = await logged(combine(errors({ stack: true }), json()), (logger) =>
      logger.error(error),
    );
    const line = JSON.parse(text);
    assert.equal(line.message, error.message);
    assert.match(line.stack, /AuthenticationError/);
    assertLogged(line);
    assertNoKey(text);
  });

  test("logs an error as text", async () => {
    const error = await failedCall();
    const text = await logged(combine(errors({ stack: true }), simple()), (logger) =>
      logger.error(error),
    );
    assert.ok(text.includes(error.message), text);
    assertNoKey(text);
  });
});
