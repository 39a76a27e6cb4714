// Measures the validation alone: of an update that is valid, and of an update that breaks two rules.
import { measure } from "mitata";
import { validateIntegrationUpdate } from "odeus-integrations";
import { CHANGES } from "./input.js";
import { runRounds } from "./rounds.js";
import { changes as schema } from "./schema.js";

const BROKEN = { ...CHANGES, name: "x".repeat(41), color: "blue" };
const OPTIONS = { min_cpu_time: 50e6, gc: false };

/**
 * @param {string} title
 * @param {unknown} changes
 */
async function measureValidation(title, changes) {
  const contenders = {
    zod: () => schema.safeParse(changes),
    "odeus-integrations": () => validateIntegrationUpdate(changes),
  };
  const rows = await runRounds(contenders, async (validate) => {
    const { avg } = await measure(validate, { ...OPTIONS });
    return avg / 1_000;
  });
  return { title, unit: "µs", rows };
}

/** @returns {Promise<import("./report.js").Section[]>} */
export async function measureValidations() {
  return [
    {
      ...(await measureValidation("Validation alone, valid input", CHANGES)),
      targets: [{ over: "zod", atMost: 1 }],
    },
    await measureValidation("Validation alone, two broken rules", BROKEN),
  ];
}
