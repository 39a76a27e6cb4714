// A `fetch` that sends nothing, so that only the time of the client is measured. Every call gets a new
// Response.
import { ANSWER } from "./input.js";

const HEADERS = { "content-type": "application/json" };

/** @type {typeof fetch} */
export const stub = async () => new Response(ANSWER, { headers: HEADERS });
