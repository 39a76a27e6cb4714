import { DurableObject } from "cloudflare:workers";

/** The gate of all consumers. There is one object of this class. */
export class Gate extends DurableObject {
  /** How long no request may begin, in milliseconds. 0: the gate is open. */
  async closedMs() {
    return Math.max(0, (await this.#opensAt()) - Date.now());
  }

  /** Closes the gate. A shorter pause does not replace a longer one. */
  async close(ms) {
    await this.ctx.storage.put("opensAt", Math.max(await this.#opensAt(), Date.now() + ms));
  }

  async #opensAt() {
    return (await this.ctx.storage.get("opensAt")) ?? 0;
  }
}
