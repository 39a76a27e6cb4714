// Updates the integration that the command line names, by `require`.
const { OdeusClient } = require("odeus-integrations");

const odeus = new OdeusClient();
odeus.updateIntegration(process.argv[2], { name: "Weather" }).then(({ integration }) => {
  console.log(integration.name);
});
