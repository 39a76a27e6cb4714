/** Programs that run in a process of their own, bounded in time. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder `tests`: programs that run here find the installed package. */
const TESTS = fileURLToPath(new URL("..", import.meta.url));

/** The only variables of this process that a program gets. */
const { PATH, HOME } = process.env;

/**
 * Runs a program and returns what it printed; fails if it does not end well.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export function runChild(program, parameters, { cwd = TESTS, env = {}, timeout = 180_000 } = {}) {
  const options = {
    cwd,
    env: { PATH, HOME, NO_COLOR: "1", ...env },
    timeout,
    killSignal: "SIGKILL",
    maxBuffer: 64 * 1024 * 1024,
  };
  return new Promise((resolve, reject) => {
    execFile(program, parameters, options, (error, stdout, stderr) => {
      if (error === null) return resolve(stdout);
      const how = error.killed ? `did not end in ${timeout} ms` : `ended with ${error.code}`;
      const said = `${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`;
      reject(new Error(`${program} ${parameters.join(" ")} ${how}\n${said}`));
    });
  });
}

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
    const options = { cwd: TESTS, env, timeout };
    execFile(process.execPath, parameters, options, (error, stdout, stderr) => {
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
