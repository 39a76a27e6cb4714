/** Makes one offline check. A bundler may drop every other part of the package. */
import { validateIntegrationUpdate } from "odeus-integrations";

console.log(JSON.stringify(validateIntegrationUpdate({ nmae: "Weather", color: "blue" })));
