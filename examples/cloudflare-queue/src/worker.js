import { consume } from "./consumer.js";
import { produce } from "./producer.js";

export { Gate } from "./gate.js";
export { Integration } from "./integration.js";

export default { fetch: produce, queue: consume };
