/** The ways to make a value readable. Tests search the texts for a key. */
import { Console } from "node:console";
import { Writable } from "node:stream";
import { inspect } from "node:util";
import { serialize } from "node:v8";

const HIDDEN = { showHidden: true, depth: 10, maxStringLength: null, maxArrayLength: null };

/**
 * Joins the texts of all own properties, also hidden ones, and of all getters of the prototypes.
 */
function walk(root) {
  const texts = [];
  const seen = new Set();
  const values = [root];
  while (values.length > 0 && seen.size < 10_000) {
    const value = values.pop();
    if (typeof value === "symbol") texts.push(value.toString());
    if (typeof value === "string") texts.push(value);
    if (value === null || !["object", "function"].includes(typeof value) || seen.has(value))
      continue;
    seen.add(value);
    for (const [name, member] of members(value)) values.push(name, member);
    if (value instanceof Map) values.push(...value.keys(), ...value.values());
    if (value instanceof Set || value instanceof Headers) values.push(...value);
    if (ArrayBuffer.isView(value)) texts.push(Buffer.from(value.buffer).toString("latin1"));
  }
  return texts.join("\n");
}

function* members(value) {
  const isBuiltIn = (link) =>
    link === null || link === Object.prototype || link === Function.prototype;
  for (let link = value; !isBuiltIn(link); link = Object.getPrototypeOf(link)) {
    for (const name of Reflect.ownKeys(link)) yield [name, read(value, name)];
  }
}

function read(value, name) {
  try {
    return Reflect.get(value, name);
  } catch (thrown) {
    return thrown;
  }
}

function log(value) {
  let text = "";
  const write = (chunk, _, done) => {
    text += chunk;
    done();
  };
  const stream = new Writable({ write, decodeStrings: false });
  const console = new Console(stream, stream);
  console.log(value);
  console.error("%s %o %O %j", value, value, value, typeof value === "symbol" ? 0 : value);
  console.dir(value, HIDDEN);
  return text;
}

/** @type {Record<string, (value: unknown) => string>} */
export const VIEWS = {
  text: String,
  walk,
  log,
  inspect: (value) => inspect(value, HIDDEN),
  "inspect as it is": (value) => inspect(value, { ...HIDDEN, customInspect: false }),
  "inspect with getters": (value) => inspect(value, { ...HIDDEN, getters: true }),
  JSON: (value) => JSON.stringify(value) ?? "",
  structuredClone: (value) => walk(structuredClone(value)),
  serialize: (value) => serialize(value).toString("latin1"),
};

/** Names the views that show one of the needles. If a view throws, its error is searched. */
export function viewsThatShow(value, needles) {
  const shows = ([, view]) => {
    let text;
    try {
      text = view(value);
    } catch (thrown) {
      text = walk(thrown);
    }
    return needles.some((needle) => text.includes(needle));
  };
  return Object.entries(VIEWS)
    .filter(shows)
    .map(([name]) => name);
}
