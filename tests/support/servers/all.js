/** The three test servers of the behaviour suites. */
import { start as startFaults } from "./faulty/server.js";
import { start as startOdeus } from "./odeus/server.js";
import { start as startScripted } from "./scripted/server.js";

/** Starts them; `urls` is what `connect` takes. */
export async function startServers() {
  const servers = await Promise.all([startOdeus(), startScripted(), startFaults()]);
  const [odeusUrl, scriptedUrl, faultsUrl] = servers.map(({ url }) => url);
  return {
    urls: { odeusUrl, scriptedUrl, faultsUrl },
    close: () => Promise.all(servers.map((server) => server.close())),
  };
}
