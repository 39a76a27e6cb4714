/** How the command line is used: commands, options, help, exit statuses. */
import assert from "node:assert/strict";
import { cp, readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { ID, KEY } from "../support/calls.js";
import { runProgram } from "../support/child.js";
import { makeFolder, runCli } from "../support/cli.js";

const { default: manifest } = await import("odeus-integrations/package.json", {
  with: { type: "json" },
});
const DIST = dirname(fileURLToPath(import.meta.resolve("odeus-integrations")));
const ROW = `{"id":"${ID}","name":"Weather"}\n`;

describe("the help", () => {
  test("of the program names each command", async () => {
    const { code, stdout, stderr } = await runCli(["--help"]);
    assert.deepEqual([code, stderr], [0, ""]);
    for (const command of ["update", "apply", "validate"]) assert.match(stdout, RegExp(command));
  });

  for (const [command, options] of [
    ["update", ["--name", "--description", "--icon-url", "--color", "--data"]],
    [
      "apply",
      [
        ...["--format", "--dry-run", "--concurrency", "--max-failures", "--resume"],
        ...["--failures", "--skip-invalid"],
      ],
    ],
    ["validate", ["--format"]],
  ]) {
    test(`of ${command} names its options and those of every command`, async () => {
      const { code, stdout } = await runCli([command, "--help"]);
      assert.equal(code, 0);
      const common = [
        ...["--json", "--quiet", "--timeout", "--base-url", "--deployment-url"],
        ...["--api-key-file", "--allow-http", "--help", "--version"],
      ];
      for (const option of [...options, ...common]) assert.ok(stdout.includes(option), option);
      assert.ok(!stdout.includes("--api-key "), "no option takes the key");
    });
  }

  test("is shown as an error if there is no command", async () => {
    const { code, stdout, stderr } = await runCli([]);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, /Usage: odeus-integrations/);
  });
});

describe("the version", () => {
  for (const parameters of [["--version"], ["apply", "--version"]]) {
    test(`is shown by ${parameters.join(" ")}`, async () => {
      const { code, stdout } = await runCli(parameters);
      assert.deepEqual([code, stdout], [0, `${manifest.version}\n`]);
    });
  }
});

describe("a wrong command line ends with 2, and the message says what to do:", () => {
  for (const [name, parameters, message] of [
    ["an unknown command", ["aply", "x"], /unknown command 'aply'[\s\S]*Did you mean apply\?/],
    ["an unknown option", ["update", ID, "--nmae", "x"], /'--nmae'[\s\S]*Did you mean --name\?/],
    ["an unknown option with a value", ["update", ID, "--nmae=x"], /'--nmae'[\s\S]*mean --name\?/],
    ["no id", ["update", "--name", "x"], /missing required argument 'id'/],
    ["no file", ["apply"], /missing required argument 'file'/],
    ["two files", ["apply", "a.csv", "b.csv"], /too many arguments/],
    ["no field", ["update", ID], /Say what to change: --name/],
    ["fields twice", ["update", ID, "--name", "x", "--data", "-"], /and not both/],
    ["no number", ["apply", "a.csv", "--concurrency", "many"], /It must be a whole number/],
    ["no format", ["apply", "a.csv", "--format", "xml"], /Allowed choices are ndjson, csv, json/],
    [
      "two addresses",
      [
        "apply",
        "a.csv",
        "--base-url",
        "https://a.example",
        "--deployment-url",
        "https://b.example",
      ],
      /cannot be used with option/,
    ],
    [
      "- for the rows and the key",
      ["apply", "-", "--api-key-file", "-"],
      /cannot be the key and the data/,
    ],
    [
      "- twice for validate",
      ["validate", "-", "--api-key-file", "-"],
      /cannot be the key and the data/,
    ],
    [
      "- twice for a dry run",
      ["apply", "-", "--dry-run", "--api-key-file", "-"],
      /cannot be the key and/,
    ],
    [
      "- for the fields and the key",
      ["update", ID, "--data", "-", "--api-key-file", "-"],
      /cannot be the key and/,
    ],
    ["- as a state", ["apply", "-", "--resume", "-"], /--resume needs the name of a file/],
    ["- as failures", ["apply", "-", "--failures", "-"], /--failures needs the name of a file/],
  ]) {
    test(name, async () => {
      const env = { ODEUS_API_KEY: "" };
      const { code, stdout, stderr } = await runCli(parameters, { env });
      assert.deepEqual([code, stdout], [2, ""], stderr);
      assert.match(stderr, message);
    });
  }

  for (const [option, value, message] of [
    ["--concurrency", "0", /--concurrency: concurrency must be a whole number from 1 to 256/],
    ["--max-failures", "0", /--max-failures: /],
    ["--timeout", "0", /--timeout: /],
    ["--base-url", "http://example.com", /--base-url or ODEUS_BASE_URL: /],
    ["--deployment-url", "example", /--deployment-url: /],
  ]) {
    test(`${option} ${value}`, async () => {
      const { code, stderr } = await runCli(["apply", "-", option, value], { input: ROW });
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    });
  }

  test("an option for the key itself, and the key is not shown", async () => {
    for (const given of [[`--api-key=${KEY}`], ["--api-key", KEY], [`--token=${KEY}`]]) {
      const env = { ODEUS_API_KEY: "" };
      const { code, stdout, stderr } = await runCli(["apply", "-", ...given], { env });
      assert.equal(code, 2);
      assert.match(stderr, /Set ODEUS_API_KEY, or write the key into a file for --api-key-file/);
      assert.ok(!(stdout + stderr).includes(KEY));
    }
  });
});

describe("the files of an option", () => {
  test("must be different ones, because a run that writes into its input never ends", async (t) => {
    const folder = await makeFolder(t);
    await folder.write("rows.ndjson", ROW);
    for (const option of ["--failures", "--resume"]) {
      const parameters = ["apply", "rows.ndjson", option, "./rows.ndjson"];
      const { code, stderr } = await runCli(parameters, { cwd: folder.path });
      assert.equal(code, 2);
      assert.match(stderr, /name the same file/);
    }
    assert.equal(await folder.read("rows.ndjson"), ROW);
  });

  test("that cannot be read end the program with 2, and the message says why", async (t) => {
    const { path: cwd, write } = await makeFolder(t);
    await write("rows.txt", ROW);
    for (const [parameters, message] of [
      [["apply", "nothing.csv"], /nothing\.csv cannot be read\. It does not exist/],
      [["validate", "."], /It is a folder/],
      [["apply", "rows.txt"], /does not tell its format\. Add --format: ndjson, csv, json/],
      [["update", ID, "--data", "nothing.json"], /nothing\.json cannot be read/],
      [["apply", "rows.txt", "--format", "ndjson", "--resume", "rows.txt/x"], /cannot be read/],
    ]) {
      const { code, stderr } = await runCli(parameters, { cwd });
      assert.equal(code, 2, stderr);
      assert.match(stderr, message);
    }
  });
});

describe("the program starts fast, because", () => {
  let files;

  before(async () => {
    files = await readdir(join(DIST, "cli"));
  });

  /** A copy of the program without some files. */
  async function copyWithout(t, names) {
    const { fileOf } = await makeFolder(t);
    await cp(DIST, fileOf("dist"), { recursive: true });
    for (const name of names) await rm(fileOf(join("dist", name)), { recursive: true });
    return (...parameters) => runProgram(process.execPath, [fileOf("dist/cli.js"), ...parameters]);
  }

  test("the help, the version and a wrong command line load neither the client nor a library", async (t) => {
    const csv = files.filter((name) => name.startsWith("csv-")).map((name) => `cli/${name}`);
    assert.equal(csv.length, 1);
    const run = await copyWithout(t, ["index.js", "inlined-wasm.cjs", ...csv]);
    assert.equal((await run("--help")).code, 0);
    assert.equal((await run("--version")).code, 0);
    assert.equal((await run("apply")).code, 2);
    assert.equal((await run("update", ID)).code, 2);
    const { stderr } = await run("update", ID, "--name", "x");
    assert.match(stderr, /There is no key/, "the key is missed before the client is loaded");
  });
});
