/** Runs programs in their own process. A program that runs too long is killed. */
import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The folder `tests`. Programs that run here find the installed package. */
const TESTS = fileURLToPath(new URL("..", import.meta.url));

/** The only variables of this process that `runChild` passes on. */
const { PATH, HOME } = process.env;

/**
 * Runs a program to its end. Its environment has the given variables only.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, timeout?: number }} [options]
 * @returns {Promise<{ code: number | string, stdout: string, stderr: string }>} `code` is the exit
 *   code, or "killed" if the program ran too long, or the reason why it did not run or end
 */
export function runProgram(program, parameters, { cwd = TESTS, env = {}, timeout = 20_000 } = {}) {
  const limits = { timeout, killSignal: "SIGKILL", maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, parameters, { cwd, env, ...limits }, (error, stdout, stderr) => {
      const code = error?.killed ? "killed" : (error?.code ?? error?.signal ?? 0);
      resolve({ code, stdout, stderr });
    });
  });
}

/**
 * Runs a program and returns its output. Fails if the program fails.
 * @param {string} program
 * @param {string[]} parameters
 * @param {{ cwd?: string, env?: Record<string, string>, timeout?: number }} [options]
 * @returns {Promise<string>}
 */
export async function runChild(program, parameters, { env = {}, timeout = 180_000, ...more } = {}) {
  const all = { env: { PATH, HOME, NO_COLOR: "1", ...env }, timeout, ...more };
  const { code, stdout, stderr } = await runProgram(program, parameters, all);
  if (code === 0) return stdout;
  const how = code === "killed" ? `did not end in ${timeout} ms` : `ended with ${code}`;
  const output = `${stdout.slice(-4_000)}\n${stderr.slice(-4_000)}`;
  throw new Error(`${program} ${parameters.join(" ")} ${how}\n${output}`);
}

/**
 * Runs an ES module in Node. Its environment has the given variables only.
 * @param {string} source
 * @param {{ flags?: string[], env?: Record<string, string>, timeout?: number }} [options]
 */
export function runModule(source, { flags = [], ...options } = {}) {
  const parameters = [...flags, "--input-type=module", "--eval", source];
  return runProgram(process.execPath, parameters, options);
}

/** Runs an ES module that prints JSON, and returns the value. */
export async function evaluate(source, options) {
  const { code, stdout, stderr } = await runModule(source, options);
  if (code !== 0) throw new Error(`The program ended with ${code}: ${stderr}`);
  return JSON.parse(stdout);
}

/**
 * Source that replaces `process.env` by a proxy. The proxy lists in `asked` the variables that the
 * package reads. It leaves out those that Node reads, because versions of Node differ there.
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
