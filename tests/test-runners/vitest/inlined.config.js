/** With this option Vite transforms the package, as it does with packages of a workspace. */
export default { test: { server: { deps: { inline: ["odeus-integrations"] } } } };
