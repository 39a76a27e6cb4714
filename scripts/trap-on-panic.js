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

/** Texts that only those functions read: where a panic happened, and of what kind it was. */
const TEXTS_OF_PANICS = [
  /\/(rustc|crates)\/[\w/.-]+\.rs/g,
  /src\/[\w/]+\.rs/g,
  /(slice index starts at |range (start|end) index | but (ends at|the index is) | index out of bounds: the len is |" out of range for slice of length )/g,
  /finish: (result should be None|callbacks should be Some)/g,
  /FnOnce called more than once|window size must be non-zero|capacity overflow/g,
  /Attempted to initialize thread-local while it is being dropped/g,
  /internal error: entered unreachable code/g,
  /called `(Option|Result)::unwrap_throw\(\)` on an? `(None|Err)` value/g,
  /closure invoked recursively or after being dropped/g,
  /Tried to shrink to a larger capacity/g,
  /LazyCell instance has previously been poisoned|`async fn` resumed after completion/g,
  /RefCell already (mutably )?borrowed/g,
];

/**
 * @param {Uint8Array} wasm with function names
 * @returns {Uint8Array}
 */
export function trapOnPanic(wasm) {
  binaryen.setDebugInfo(true);
  const module = binaryen.readBinary(blankTexts(wasm));
  for (let index = 0; index < module.getNumFunctions(); index += 1) {
    const reference = module.getFunctionByIndex(index);
    const { name, module: importedFrom } = binaryen.getFunctionInfo(reference);
    if (importedFrom !== "" || !ON_THE_WAY_TO_A_PANIC.some((pattern) => pattern.test(name)))
      continue;
    binaryen.Function.setBody(reference, module.unreachable());
  }
  return module.emitBinary();
}

/**
 * Zeros in the place of the texts, which compress to nothing; every length stays.
 * @param {Uint8Array} wasm
 * @returns {Uint8Array}
 */
function blankTexts(wasm) {
  const text = Buffer.from(wasm).toString("latin1");
  const blanked = TEXTS_OF_PANICS.reduce(
    (rest, pattern) => rest.replaceAll(pattern, (found) => "\0".repeat(found.length)),
    text,
  );
  return Buffer.from(blanked, "latin1");
}
