/** A Next.js app that is built and started. Its two routes run in two runtimes. */
import { before, describe, test } from "node:test";
import { ID } from "../support/calls.js";
import { runChild } from "../support/child.js";
import {
  assertUpdates,
  copyExample,
  program,
  versionOf,
  withOdeus,
  withServer,
} from "./example.js";

const QUIET = { NEXT_TELEMETRY_DISABLED: "1" };

describe(`Next.js ${versionOf("next")}`, () => {
  let folder;

  before(async () => {
    folder = copyExample("nextjs");
    await runChild(program("next"), ["build"], { cwd: folder, env: QUIET });
  });

  for (const route of ["edge", "node"]) {
    test(`answers from its ${route} route, and says what is wrong with bad input`, () =>
      withOdeus((env) =>
        withServer(
          program("next"),
          ["start", "--hostname", "127.0.0.1"],
          { cwd: folder, env: { ...QUIET, ...env } },
          (url) => assertUpdates(`${url}/${route}/${ID}`),
        ),
      ));
  }
});
