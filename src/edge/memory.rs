//! The allocator of the module. It is small, and it clears memory that is freed.
//!
//! The option `apiKey` never enters the memory of the module. But a caller may put the key into a
//! wrong place, such as the name of a header. That string enters the memory. It cannot be found there
//! after it is freed.

use talc::cell::TalcSyncCell;
use talc::wasm::{WasmBinning, WasmGrowAndClaim};
use zeroizing_alloc::ZeroAlloc;

#[global_allocator]
static ALLOCATOR: ZeroAlloc<TalcSyncCell<WasmGrowAndClaim, WasmBinning>> =
    ZeroAlloc(TalcSyncCell::new_wasm(WasmGrowAndClaim));
