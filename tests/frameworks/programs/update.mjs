// Updates the integration that the command line names, by `import`.
import { OdeusClient } from "odeus-integrations";

const odeus = new OdeusClient();
const { integration } = await odeus.updateIntegration(process.argv[2], { name: "Weather" });
console.log(integration.name);
