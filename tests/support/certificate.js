/** Certificates for tests, made when they are needed. */
import { generate } from "selfsigned";

const DAY_MS = 86_400_000;

/**
 * A certificate that signs itself.
 * @param {{ host?: string, fromDays?: number, toDays?: number }} [options] the name it is for, and
 *   its time in days from now
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
