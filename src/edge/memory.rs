//! The allocator of the module. It is small, and it clears memory that is freed.
//!
//! The key never enters the memory of the module. But a caller may put the key into a wrong place, such
//! as the name of a header or the query of a URL, and those do enter. Nobody can find them there later.

use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<TalcSyncCell<WasmGrowAndClaim, WasmBinning>> =
    ZeroAlloc(TalcSyncCell::new_wasm(WasmGrowAndClaim));
