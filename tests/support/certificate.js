/** Makes certificates for tests. */
import { generate } from "selfsigned";

const DAY_MS = 86_400_000;

/**
 * Makes a self-signed certificate.
 * @param {{ host?: string, fromDays?: number, toDays?: number }} [options] its host, and the
 *   start and the end of its validity in days from now
 * @returns {Promise<{ key: string, cert: string }>}
 */
export async function certificate({ host = "localhost", fromDays = -1, toDays = 1 } = {}) {
  const made = await generate([{ name: "commonName", value: host }], {
    keyType: "ec",
    algorithm: "sha256",
    notBeforeDate: new Date(Date.now() + fromDays * DAY_MS),
    notAfterDate: new Date(Date.now() + toDays * DAY_MS),
    extensions: [
      { name: "basicConstraints", cA: true },
      { name: "subjectAltName", altNames: [{ type: 2, value: host }] },
    ],
  });
  return { key: made.private, cert: made.cert };
}
