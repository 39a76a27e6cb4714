import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { FORMATS } from "./flags.js";
import { Exit, Problem } from "./problem.js";
import { Output } from "./terminal/output.js";

/** The build puts the version of the package here. */
declare const PACKAGE_VERSION: string;

/** A command that never shows what stands after the `=` of an unknown option: it may be a key. */
class CarefulCommand extends Command {
  override createCommand(name?: string): CarefulCommand {
    return new CarefulCommand(name);
  }

  unknownOption(flag: string): void {
    const [name = ""] = flag.split("=");
    if (/^--?(api-?)?(key|token)$/i.test(name)) {
      this.error(
        `error: there is no option for the key itself, because other users of this computer could read it. Set ODEUS_API_KEY, or write the key into a file for --api-key-file`,
      );
    }
    const parent = Command.prototype as unknown as { unknownOption(flag: string): void };
    parent.unknownOption.call(this, name);
  }
}

/**
 * Runs the command line.
 *
 * @param parameters - the parameters, without the program
 * @returns the exit status
 */
export async function runProgram(parameters: readonly string[]): Promise<number> {
  const output = new Output();
  let status: number = Exit.Done;
  const program = describe(output, (ended) => {
    status = ended;
  });
  try {
    await program.parseAsync(parameters, { from: "user" });
  } catch (error) {
    status = report(error, output);
  }
  await output.flush();
  return status;
}

/** Says what went wrong. Returns the exit status. */
function report(error: unknown, output: Output): number {
  // commander has shown its message already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? Exit.Done : Exit.Refused;
  if (error instanceof Problem) {
    output.error(error.message);
    return error.status;
  }
  const text = error instanceof Error ? error.stack : String(error);
  output.writeError(`This is a defect of odeus-integrations. Please report it.\n${text}\n`);
  return Exit.Failed;
}

function describe(output: Output, end: (status: number) => void): Command {
  const program = new CarefulCommand("odeus-integrations")
    .description("Changes integrations on Odeus: one, or all rows of a file.")
    .exitOverride()
    .showHelpAfterError("Add --help to see how the command is used.")
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => output.writeError(text),
    });
  program.version(PACKAGE_VERSION, "-V, --version", "shows the version");
  program.helpOption("-h, --help", "shows this help");
  program.helpCommand("help [command]", "shows the help of a command");

  addCommon(
    program
      .command("update")
      .description("Changes one integration. Fields that are not given keep their value.")
      .argument("<id>", "the id of the integration, a UUID")
      .option("--name <text>", "the new name")
      .option("--description <text>", "the new description")
      .option("--icon-url <url>", "the new address of the icon")
      .option("--color <color>", "the new colour, such as #0a84ff")
      .option("--data <file>", "reads the fields from a JSON file; - reads standard input"),
  ).action(async (id, flags) => {
    const { update } = await import("./commands/update.js");
    end(await update(id, flags, output.configure(flags)));
  });

  addCommon(
    addFormat(
      program
        .command("apply")
        .description("Makes the update of each row of a file, as fast as the API allows.")
        .argument("<file>", "the rows; - reads standard input"),
    )
      .option("--dry-run", "checks the rows and sends nothing")
      .option("--concurrency <n>", "the most requests at once (default: 8)", toNumber)
      .option("--max-failures <n>", "stops after so many failed rows", toNumber)
      .option(
        "--resume <state file>",
        "keeps in this file how far the run is, and goes on from there",
      )
      .option("--failures <file>", "writes the failed rows to this file, as NDJSON")
      .option("--skip-invalid", "leaves broken rows out"),
  ).action(async (path, flags) => {
    const { apply } = await import("./commands/apply.js");
    end(await apply(path, flags, output.configure(flags)));
  });

  addCommon(
    addFormat(
      program
        .command("validate")
        .description("Checks the rows of a file. Needs no key and sends nothing.")
        .argument("<file>", "the rows; - reads standard input"),
    ),
  ).action(async (path, flags) => {
    const { validate } = await import("./commands/validate.js");
    end(await validate(path, flags, output.configure(flags)));
  });
  return program;
}

function addFormat(command: Command): Command {
  const description = "the format of the rows (default: by the name of the file)";
  return command.addOption(new Option("--format <format>", description).choices(FORMATS));
}

/** Adds the options that every command has. */
function addCommon(command: Command): Command {
  return command
    .option("--json", "writes one JSON object a line to standard output")
    .option("--quiet", "writes no message about a success")
    .option("--timeout <ms>", "the most time for one update, in milliseconds", toNumber)
    .addOption(
      new Option("--base-url <url>", "the address of the API (default: ODEUS_BASE_URL)").conflicts(
        "deploymentUrl",
      ),
    )
    .option("--deployment-url <url>", "the address of a dedicated deployment")
    .option("--api-key-file <file>", "reads the key from a file (default: ODEUS_API_KEY)")
    .option("--allow-http", "allows an http: address, for a private test network")
    .version(PACKAGE_VERSION, "-V, --version", "shows the version");
}

function toNumber(text: string): number {
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError("It must be a whole number.");
  return Number(text);
}
