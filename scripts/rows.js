// The results of what was run, a line each.

/**
 * Prints the rows, and makes the process fail if one of them did.
 * @param {{ name: string, passed: boolean, seconds?: number }[]} rows
 */
export function printRows(rows) {
  console.log("");
  for (const { name, passed, seconds } of rows) {
    const time = seconds === undefined ? "" : `  ${Math.round(seconds)} s`;
    console.log(`${passed ? "pass" : "FAIL"}  ${name}${time}`);
  }
  if (rows.some(({ passed }) => !passed)) process.exitCode = 1;
}
