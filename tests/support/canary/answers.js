/** Answers that echo a key in the ways that a server might use. */

/** Writes each character as `\u00XX`. */
const escaped = (text) =>
  [...text].map((letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`).join("");

const json = (value) => JSON.stringify(value);
const integration = (more) => ({
  integration: { id: "1", name: "Name", description: "Description", ...more },
});

/** Bodies that contain the key. @type {Record<string, (key: string) => string>} */
const BODIES = {
  text: (key) => `Bad credentials: Bearer ${key}`,
  message: (key) => json({ message: `Bad key ${key}` }),
  "error text": (key) => json({ error: key }),
  "error message": (key) => json({ error: { message: `Bad key ${key}, ${key}` } }),
  "deep value": (key) => json({ message: "no", details: [{ headers: { authorization: [key] } }] }),
  "member name": (key) => json({ message: "no", [key]: { [`x${key}`]: 1 } }),
  "escaped message": (key) => `{"message":"${escaped(key)}"}`,
  "escaped member name": (key) => `{"message":"no","${escaped(key)}":true}`,
  "half escaped": (key) =>
    `{"message":"${escaped(key.slice(0, 5))}${json(key.slice(5)).slice(1, -1)}"}`,
  "JSON in JSON": (key) => json({ message: json({ key }) }),
  "key where the body is cut": (key) => `${"x".repeat(1_990)}${key}`,
  "key where the message is cut": (key) => json({ message: `${"x".repeat(470)}${key}` }),
  HTML: (key) => `<html><title>${key}</title></html>`,
  "over 1 MiB": (key) => key.repeat(Math.ceil(1_100_000 / key.length)),
};

/** The statuses that each body is sent with. */
const STATUSES = [200, 400, 401, 403, 404, 418, 429, 503];

const fromBodies = Object.entries(BODIES).flatMap(([name, body]) =>
  STATUSES.map((status) => ({
    name: `${status} with ${name}`,
    respond: (key) => new Response(body(key), { status }),
  })),
);

const inHeaders = (key) => ({
  "x-request-id": `request ${key}`,
  "retry-after": key,
  "x-debug-authorization": `Bearer ${key}`,
});

const others = [
  {
    name: "success with the key in fields",
    respond: (key) =>
      new Response(
        json(integration({ name: key, [key]: [{ [key]: key }], apiKey: `Bearer ${key}` })),
      ),
  },
  {
    name: "success with the key escaped",
    respond: (key) =>
      new Response(`{"integration":{"id":"1","name":"${escaped(key)}","${escaped(key)}":1}}`),
  },
  ...[200, 204, 307, 401, 503].map((status) => ({
    name: `${status} with the key in headers`,
    respond: (key) => new Response(null, { status, headers: inHeaders(key) }),
  })),
  {
    name: "redirect to an address with the key",
    respond: (key) =>
      new Response(null, {
        status: 302,
        headers: { location: `https://other.example/?key=${encodeURIComponent(key)}` },
      }),
  },
  {
    name: "status text with the key",
    respond: (key) => new Response("no", { status: 500, statusText: `Bad ${key}` }),
  },
  {
    name: "request-id with the key",
    respond: (key) => new Response("{", { headers: { "request-id": key } }),
  },
  {
    name: "body that breaks off with the key in the error",
    respond: (key) => {
      const start = (controller) => controller.error(new Error(`Lost Bearer ${key}`));
      return new Response(new ReadableStream({ start }));
    },
  },
];

/** @type {{ name: string, respond: (key: string) => Response }[]} */
export const ANSWERS = [...fromBodies, ...others];
