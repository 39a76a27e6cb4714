import { Code, Obstacle } from "../../generated/bindings.js";
import { isObject, readable } from "../configuration/options.js";
import { refuse, throwIfFailed } from "../errors/failure.js";
import { cutText, oneLine } from "../errors/message.js";
import { NAME_LIMIT, TIMER_LIMIT_MS } from "../limits.js";
import type { Bindings } from "../module/instance.js";
import { isIterable } from "../runtime/objects.js";
import type { RetryAdviceOptions } from "./types.js";

/** The value of each option that is left out. */
const DEFAULTS = { attempt: 1, maxDelayMs: 900_000 };

type Settings = typeof DEFAULTS;

/** The least value of each option. */
const MINIMA: Settings = { attempt: 1, maxDelayMs: 0 };

/**
 * Reads the options of `adviseRetry`, each own property once, and checks each.
 *
 * @throws a refusal with the failure of an option
 */
export function readRetryOptions(
  rust: Bindings,
  options: RetryAdviceOptions | undefined,
): Settings {
  const given = { ...DEFAULTS };
  if (options === undefined) return given;
  const attempt = <Value>(name: string, step: () => Value): Value => readable(rust, name, step);
  if (!isObject(options) || attempt("options", () => isIterable(options))) {
    throwIfFailed(rust.describeObstacle(Obstacle.NoOptions));
  }
  for (const name of attempt("options", () => Object.keys(options))) {
    if (!isKnown(name)) {
      const shown = oneLine(cutText(name, NAME_LIMIT));
      refuseOption(
        name,
        `"${shown}" is not an option here. The options are attempt and maxDelayMs.`,
      );
    }
    const value: unknown = attempt(name, () => options[name]);
    if (value === undefined) continue;
    const least = MINIMA[name];
    if (
      !Number.isInteger(value) ||
      (value as number) < least ||
      (value as number) > TIMER_LIMIT_MS
    ) {
      refuseOption(name, `${name} must be a whole number from ${least} to ${TIMER_LIMIT_MS}.`);
    }
    given[name] = value as number;
  }
  return given;
}

function isKnown(name: string): name is keyof Settings {
  return Object.hasOwn(DEFAULTS, name);
}

function refuseOption(option: string, message: string): never {
  refuse({ code: Code.InvalidConfiguration, message, retryable: false, option });
}
