/** An instance of a Lambda function. It gets events as messages. Its argument is the file of the handler. */
import { pathToFileURL } from "node:url";

const TIMEOUT_MS = 60_000;

const { handler } = await import(pathToFileURL(process.argv[2]).href);

process.on("message", async (event) => {
  const deadline = Date.now() + TIMEOUT_MS;
  const context = { getRemainingTimeInMillis: () => deadline - Date.now() };
  process.send(await handler(event, context));
});
process.once("disconnect", () => process.exit());
