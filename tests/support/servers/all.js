/** Starts the three test servers; Node only. */
import { start as startFaults } from "./faulty/server.js";
import { start as startOdeus } from "./odeus/server.js";
import { start as startScripted } from "./scripted/server.js";

/** Starts the servers. `urls` is the argument of `connect`. */
export async function startServers() {
  const servers = await Promise.all([startOdeus(), startScripted(), startFaults()]);
  const [odeusUrl, scriptedUrl, faultsUrl] = servers.map(({ url }) => url);
  return {
    urls: { odeusUrl, scriptedUrl, faultsUrl },
    close: () => Promise.all(servers.map((server) => server.close())),
  };
}
