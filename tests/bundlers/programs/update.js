/** Makes one update and one call that is refused, and prints the outcome of both. */
import { updateIntegration, ValidationError } from "odeus-integrations";

const { SERVER_URL: baseUrl, KEY: apiKey, INTEGRATION: id } = process.env;

async function main() {
  const { integration } = await updateIntegration(id, { name: "Weather" }, { apiKey, baseUrl });
  try {
    await updateIntegration(id, { nmae: "Weather", color: "blue" }, { apiKey, baseUrl });
  } catch (error) {
    if (!(error instanceof ValidationError)) throw error;
    console.log(JSON.stringify({ integration, refused: error.name, issues: error.issues }));
  }
}

/** With an export the bundle also shows that exports of its format work. */
export const done = main();
