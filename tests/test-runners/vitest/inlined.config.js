/** Vitest hands the package through Vite, as it does with packages of a workspace. */
export default { test: { server: { deps: { inline: ["odeus-integrations"] } } } };
