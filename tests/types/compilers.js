/** Compiles programs with TypeScript 5.9 and 7. Each compiler returns what it has to complain about. */
import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import ts from "typescript";

const run = promisify(execFile);
const root = fileURLToPath(new URL("../../", import.meta.url));

/** The files that were parsed, by their paths. Most programs use the same libraries. */
const parsed = new Map();

/**
 * TypeScript 5.9, by its API. Checks the program and the declarations of the package. The command `tsc`
 * would also check the libraries and @types/node each time, which takes seconds.
 */
async function compileBy5(folder, files, compilerOptions) {
  const { options, errors } = ts.convertCompilerOptionsFromJson(compilerOptions, folder);
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (path, settings, ...rest) => {
    const key = JSON.stringify([path, settings.impliedNodeFormat]);
    if (!parsed.has(key)) parsed.set(key, read(path, settings, ...rest));
    return parsed.get(key);
  };
  const program = ts.createProgram(
    files.map((file) => join(folder, file)),
    options,
    host,
  );
  const checked = program
    .getSourceFiles()
    .filter(
      ({ fileName }) => files.some((file) => fileName.endsWith(`/${file}`)) || isOurs(fileName),
    );
  const diagnostics = [
    ...errors,
    ...program.getOptionsDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...checked.flatMap((file) => [
      ...program.getSyntacticDiagnostics(file),
      ...program.getSemanticDiagnostics(file),
    ]),
  ];
  return ts.formatDiagnostics(diagnostics, host);
}

function isOurs(path) {
  return path.includes("/node_modules/odeus-integrations/");
}

/** TypeScript 7, by its command. It has no API. */
async function compileBy7(folder, files, compilerOptions) {
  const project = join(folder, "tsconfig.json");
  writeFileSync(project, JSON.stringify({ compilerOptions, files }));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  const { stdout } = await run("node", [tsc, "--project", project]).catch((error) => error);
  return stdout;
}

export const COMPILERS = [
  ["TypeScript 5.9", compileBy5],
  ["TypeScript 7", compileBy7],
];
