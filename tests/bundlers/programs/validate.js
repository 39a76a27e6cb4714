/** One offline check: all that a bundler may drop of the package is unused here. */
import { validateIntegrationUpdate } from "odeus-integrations";

console.log(JSON.stringify(validateIntegrationUpdate({ nmae: "Weather", color: "blue" })));
