// Makes the module trap where it would format a panic's text.
//
// A panic ends in a trap (`panic = "abort"`), and its text goes nowhere: the target has no console.
// Still the standard library formats it, and with it comes a tenth of the module, since only nightly
// Rust can leave it out (`panic_immediate_abort`). The functions below are called on the way to the
// trap and nowhere else, so each may as well be the trap. wasm-opt then drops what only they used.
//
// The list is short on purpose: LLVM merges functions with equal code under one of their names, so
// a small formatter's name may stand for something useful (`String::push` is `write_char`). These
// never return, or are too large to have a twin.
import binaryen from "binaryen";

const ON_THE_WAY_TO_A_PANIC = [
  /\]::panicking::panic/,
  /::(slice|str)::(index::)?\w+_fail(_rt)?$/,
  /::(option|result)::(unwrap|expect)_failed$/,
  /::(handle_error|handle_alloc_error|capacity_overflow)$/,
  /::(panic_already_borrowed|panic_already_mutably_borrowed|panic_access_error)$/,
  /::panicking::panic_handler/,
  // Formatting: our own messages are joined without it.
  /\]::fmt::write$|\]::fmt::Formatter>::(pad|pad_integral)$/,
  /^<(char|u32|u64) as core\[\w+\]::fmt::(Debug|Display)>::fmt$|^<char>::escape_debug_ext$/,
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
    if (importedFrom !== "" || !ON_THE_WAY_TO_A_PANIC.some((pattern) => pattern.test(name)))
      continue;
    binaryen.Function.setBody(reference, module.unreachable());
  }
  return module.emitBinary();
}
