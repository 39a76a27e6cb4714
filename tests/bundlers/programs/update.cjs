/** The same program as `update.js`, with `require`. */
const { updateIntegration, ValidationError } = require("odeus-integrations");

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

exports.done = main();
