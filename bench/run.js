// `npm run bench` installs and builds what is needed, measures, and writes bench/results/.
// `npm run bench -- call size` measures only these parts, and writes no file.
import { mkdirSync, writeFileSync } from "node:fs";
import { installPackages, setUp } from "../scripts/setup.js";

setUp();
installPackages("bench");

/** @type {Record<string, () => Promise<import("./report.js").Section[]>>} */
const PARTS = {
  call: async () => [await (await import("./call.js")).measureCalls()],
  tracing: async () => [await (await import("./tracing.js")).measureTracing()],
  loopback: async () => (await import("./loopback.js")).measureLoopback(),
  validation: async () => (await import("./validation.js")).measureValidations(),
  import: async () => [await (await import("./import.js")).measureImports()],
  size: async () => [await (await import("./size.js")).measureSizes()],
  memory: async () => [(await import("./memory.js")).measureMemory()],
  bulk: async () => (await import("./bulk.js")).measureBulk(),
};

const chosen = process.argv.slice(2);
const names = chosen.length > 0 ? chosen : Object.keys(PARTS);
const sections = [];
for (const name of names) {
  console.log(`Measuring: ${name}`);
  sections.push(...((await PARTS[name]?.()) ?? []));
}

const { toMarkdown } = await import("./report.js");
const { toSvg } = await import("./chart.js");
const { describeMachine } = await import("./machine.js");
const markdown = toMarkdown(sections, describeMachine());
console.log(markdown);
if (chosen.length === 0) {
  const folder = new URL("results/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL("figures.md", folder), markdown);
  writeFileSync(new URL("figures.svg", folder), toSvg(sections));
}
