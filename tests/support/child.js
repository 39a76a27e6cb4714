/** Programs that run in a Node of their own. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

const cwd = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs an ES module with nothing in its environment but what is given.
 * @param {string} source
 * @param {{ env?: Record<string, string>, flags?: string[], timeout?: number }} [options]
 * @returns {Promise<{ code: number | string, stdout: string, stderr: string }>} `code` is "killed"
 *   if it did not end by itself
 */
export function runModule(source, { env = {}, flags = [], timeout = 20_000 } = {}) {
  const parameters = [...flags, "--input-type=module", "--eval", source];
  return new Promise((resolve) => {
    execFile(process.execPath, parameters, { cwd, env, timeout }, (error, stdout, stderr) => {
      const code = error?.killed ? "killed" : (error?.code ?? 0);
      resolve({ code, stdout, stderr });
    });
  });
}

/** Runs an ES module that prints JSON, and returns the value. */
export async function evaluate(source, options) {
  const { code, stdout, stderr } = await runModule(source, options);
  if (code !== 0) throw new Error(`The program ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Source that replaces `process.env` by a proxy and lists in `asked` what the package reads of it.
 * Node reads variables of its own, at times that differ between versions.
 */
export const RECORD_ENVIRONMENT = `
  const asked = [];
  const isAskedByPackage = () => {
    const lines = new Error().stack.split("\\n");
    return lines.find((line) => /node:|odeus-integrations.dist/.test(line))?.includes("dist");
  };
  const traps = Reflect.ownKeys(Reflect).filter((trap) => typeof trap === "string");
  const handler = Object.fromEntries(traps.map((trap) => [
    trap,
    (target, ...rest) => {
      if (isAskedByPackage()) asked.push(typeof rest[0] === "string" ? rest[0] : trap);
      return Reflect[trap](target, ...rest);
    },
  ]));
  const recorded = new Proxy({ ...process.env }, handler);
  Object.defineProperty(process, "env", { value: recorded, configurable: true });
`;
