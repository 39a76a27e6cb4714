// A `fetch` that sends nothing: what is left is what a client adds. Every call has a new Response.
import { ANSWER } from "./input.js";

const HEADERS = { "content-type": "application/json" };

/** @type {typeof fetch} */
export const stub = async () => new Response(ANSWER, { headers: HEADERS });
