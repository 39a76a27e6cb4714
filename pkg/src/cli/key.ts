import type { ClientOptions } from "../types.js";
import type { CommonFlags } from "./flags.js";
import { readText } from "./input.js";
import { Exit, Problem } from "./problem.js";
import type { Sdk } from "./sdk.js";
import type { Output } from "./terminal/output.js";

/** The options of the package that stand for options of the command line. */
const FLAGS: Record<string, string> = {
  allowHttp: "--allow-http",
  baseUrl: "--base-url or ODEUS_BASE_URL",
  concurrency: "--concurrency",
  deploymentUrl: "--deployment-url",
  maxFailures: "--max-failures",
  timeoutMs: "--timeout",
};

/** Reads the options of the client. Takes the key out of all output. */
export async function readClientOptions(
  flags: CommonFlags,
  output: Output,
): Promise<ClientOptions> {
  const { apiKeyFile, baseUrl, deploymentUrl, allowHttp } = flags;
  if (apiKeyFile !== undefined && process.env.ODEUS_API_KEY) {
    throw new Problem("There are two keys: --api-key-file and ODEUS_API_KEY. Use one of them.");
  }
  const options = {
    ...(baseUrl !== undefined && { baseUrl }),
    ...(deploymentUrl !== undefined && { deploymentUrl }),
    ...(allowHttp !== undefined && { allowHttp }),
  };
  if (apiKeyFile === undefined) {
    if (process.env.ODEUS_API_KEY) return options;
    throw new Problem(
      "There is no key. Set ODEUS_API_KEY, or write the key into a file for --api-key-file.",
      Exit.Key,
    );
  }
  const apiKey = (await readText(apiKeyFile)).replace(/\r?\n$/, "");
  output.hideKey(apiKey);
  return { ...options, apiKey };
}

/** Makes something that checks options of the package. A bad option becomes a problem for the user. */
export function withOptions<Made>(sdk: Sdk, make: () => Made): Made {
  try {
    return make();
  } catch (error) {
    throw toProblem(sdk, error);
  }
}

/** The problem of a bad option. Returns any other error as it is. */
export function toProblem(sdk: Sdk, error: unknown): unknown {
  if (!(error instanceof sdk.ConfigurationError)) return error;
  const { option, message } = error;
  if (option === "apiKey") {
    return new Problem(`${message} The key comes from ODEUS_API_KEY or --api-key-file.`, Exit.Key);
  }
  return new Problem(`${FLAGS[option] ?? option}: ${message}`);
}
