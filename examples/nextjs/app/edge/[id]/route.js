export { update as PATCH } from "../../../lib/update.js";

export const runtime = "edge";
