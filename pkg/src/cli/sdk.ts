/** The package itself. The build points this import to the file `index.js` beside the program. */
export type Sdk = typeof import("../index.js");

/** Loads the package. Commands that do not need it start without it. */
export function loadSdk(): Promise<Sdk> {
  return import("../index.js");
}
