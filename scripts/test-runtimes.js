// `npm run test:runtimes`: the behaviour suites inside Deno, Bun, workerd and edge-runtime.
import { join } from "node:path";
import { pack } from "./install-tarball.js";
import { ROOT, run } from "./run.js";
import { setUp } from "./setup.js";

setUp();
pack();
run("npm", ["test"], { cwd: join(ROOT, "tests", "runtimes") });
