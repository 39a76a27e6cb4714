//! The module's allocator: small, and clearing what is freed.
//!
//! The key never enters this module's memory, but a caller may put it into a wrong place, such as a
//! header's name or a URL's query, which does. What was freed is not to be found there later.

use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<TalcSyncCell<WasmGrowAndClaim, WasmBinning>> =
    ZeroAlloc(TalcSyncCell::new_wasm(WasmGrowAndClaim));
