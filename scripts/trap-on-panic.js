// Makes the module trap where it would format a panic's text.
//
// A panic ends in a trap (`panic = "abort"`), and its text goes nowhere: the target has no console.
// Still the standard library formats it, and with it comes a tenth of the module, since only nightly
// Rust can leave it out (`panic_immediate_abort`). The functions below are called on the way to the
// trap and nowhere else, so each may as well be the trap. wasm-opt then drops what only they used.
import binaryen from "binaryen";

const ON_THE_WAY_TO_A_PANIC = [
  /\]::panicking::/,
  /\bpanic_/,
  /^core\[\w+\]::\w+(::\w+)*::\w*(_fail|_failed|_fail_rt)$/,
  /(unwrap|expect)_failed$/,
  /\bhandle_(alloc_)?error$/,
  /capacity_overflow$/,
  // Formatting: our own messages are joined without it.
  /\]::fmt::|core::fmt::|^<char>::escape_debug_ext$|::is_printable$|::grapheme_extend::|::do_count_chars$/,
];

/**
 * @param {Uint8Array} wasm with function names
 * @returns {Uint8Array}
 */
export function trapOnPanic(wasm) {
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(wasm);
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (importedFrom !== "" || !ON_THE_WAY_TO_A_PANIC.some((pattern) => pattern.test(name))) continue;
    binaryen.Function.setBody(reference, module.unreachable());
  }
  return module.emitBinary();
}
