// The rules as JSON Schema, for tools that read schemas instead of running them.
//
// A schema accepts everything that the rules accept. It also accepts a little more: JSON Schema cannot
// describe a lone surrogate, and its patterns check only the scheme of a URL.
//
// The schemas have no `format`, because validators that assert formats refuse good values: `uri`
// refuses the URL `https://example.com/my icon.png`, and some versions of `uuid` refuse some ids.
import { Maximum } from "../../generated/bindings.js";
import { ConfigurationError } from "../errors/classes.js";
import { beginStackAfter } from "../errors/stack.js";
import { ownProperty, readQuietly } from "../runtime/quietly.js";
import type { StandardJSONSchemaConverter } from "./standard.js";

/** What is special about each version of JSON Schema. OpenAPI 3.0 does not allow `$schema`. */
const TARGETS = {
  "draft-2020-12": { $schema: "https://json-schema.org/draft/2020-12/schema" },
  "draft-07": { $schema: "http://json-schema.org/draft-07/schema#" },
  "openapi-3.0": {},
};

/** Makes a function that returns a new schema for a target at each call. */
export function converter(describe: () => object): StandardJSONSchemaConverter["input"] {
  return function convert(options) {
    const target = readQuietly(options, "target");
    const start = typeof target === "string" ? ownProperty(TARGETS, target) : undefined;
    if (start !== undefined) return { ...start, ...describe() };
    const message = 'target must be "draft-2020-12", "draft-07" or "openapi-3.0".';
    throw beginStackAfter(new ConfigurationError({ message, option: "target" }), convert);
  };
}

/** The changes of an update. */
export function describeChanges(): object {
  return {
    type: "object",
    description:
      "The fields of the integration to change. A field that is left out keeps its value.",
    properties: {
      name: {
        type: "string",
        description: "The name of the integration.",
        maxLength: Maximum.Name,
      },
      description: {
        type: "string",
        description: "What the integration is for.",
        maxLength: Maximum.Description,
      },
      iconUrl: {
        type: "string",
        description:
          "The address of the icon: an absolute URL that starts with https:// or http://.",
        // The scheme as the WHATWG parser reads it: the parser drops C0 controls and spaces at the
        // start, drops tabs and newlines everywhere, and ignores the case of letters.
        pattern:
          "^[\\x00-\\x20]*[hH][\\t\\n\\r]*[tT][\\t\\n\\r]*[tT][\\t\\n\\r]*[pP][\\t\\n\\r]*([sS][\\t\\n\\r]*)?:",
      },
      color: {
        type: "string",
        description: "The colour as a hex code: #rgb, #rgba, #rrggbb or #rrggbbaa.",
        pattern: "^#([0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})$",
      },
    },
    additionalProperties: false,
  };
}

/** The id as a caller may write it. */
export function describeId(): object {
  return describeUuid("[0-9a-fA-F]");
}

/** The id in lower case. */
export function describeLowerCaseId(): object {
  return describeUuid("[0-9a-f]");
}

function describeUuid(digit: string): object {
  return {
    type: "string",
    description: "The UUID of the integration.",
    pattern: `^${digit}{8}(-${digit}{4}){3}-${digit}{12}$`,
  };
}
