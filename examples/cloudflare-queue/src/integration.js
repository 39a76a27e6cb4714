import { DurableObject } from "cloudflare:workers";

/** How long a message owns an integration at most. A call ends earlier: its `timeoutMs` is 30 seconds. */
const OWNED_MS = 60_000;

/**
 * One integration: the newest version that was claimed, and the message that makes an update.
 *
 * While an object waits for its storage, it takes no other call. So two messages never claim at once.
 */
export class Integration extends DurableObject {
  /**
   * Claims the integration for a message, before its request. Returns
   * - `"stale"` if a newer version was claimed: the message must not make its update,
   * - `"busy"` if another message makes an update: the message must come again later,
   * - `"claimed"` otherwise. The same message may claim twice, so it goes on after its Worker ended.
   */
  async claim(version, owner) {
    const state = (await this.ctx.storage.get("state")) ?? { version, ownedUntil: 0 };
    if (version < state.version) {
      await this.release(owner);
      return "stale";
    }
    const isBusy = state.owner !== owner && Date.now() < state.ownedUntil;
    const mine = { owner, ownedUntil: Date.now() + OWNED_MS };
    await this.ctx.storage.put("state", { ...state, version, ...(!isBusy && mine) });
    return isBusy ? "busy" : "claimed";
  }

  /** Lets other messages claim the integration. */
  async release(owner) {
    const state = await this.ctx.storage.get("state");
    if (state?.owner === owner) await this.ctx.storage.put("state", { ...state, ownedUntil: 0 });
  }
}
