/** Uses the package like a form in a page or a worker: it applies the rules and tries calls. */
import * as sdk from "odeus-integrations";

const CHANGES = [
  {},
  { name: "Weather", color: "#0a84ff", iconUrl: "https://odeus.example/icon.png" },
  { name: "x".repeat(41), description: "\ud800", iconUrl: "//host", color: "blue", nmae: "" },
  { name: null },
  [],
  null,
];

const outcomeOf = (error) => ({
  name: error.name,
  code: error.code,
  applied: error.applied,
  attempts: error.attempts,
  isRefusal: error instanceof sdk.UnsupportedEnvironmentError,
});

/** Applies the rules. The result is the same in every environment. */
export function judge() {
  const { validate } = sdk.integrationUpdateSchema["~standard"];
  return CHANGES.map((changes) => ({
    issues: sdk.validateIntegrationUpdate(changes),
    schema: validate(changes),
  }));
}

/** Tries two calls, a client and a request that is only built, and returns the outcomes. */
export async function tryToCall(baseUrl) {
  const id = "550e8400-e29b-41d4-a716-446655440000";
  const options = { apiKey: "odeus-key", baseUrl };
  const attempts = [
    () => sdk.updateIntegration(id, { name: "Weather" }, options),
    () => sdk.updateIntegration("no id", {}, options),
    () => new sdk.OdeusClient(options),
    () => sdk.buildUpdateRequest(id, {}, options),
  ];
  return Promise.all(
    attempts.map(async (attempt) => {
      try {
        await attempt();
        return "done";
      } catch (error) {
        return outcomeOf(error);
      }
    }),
  );
}
