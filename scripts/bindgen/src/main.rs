//! Runs wasm-bindgen on a compiled module: `bindgen <input.wasm> <output folder>`.
//!
//! wasm-bindgen needs its library and its tool in the same version. This crate is in the workspace, so
//! that one Cargo.lock pins both.

use std::env;
use std::process::ExitCode;

use wasm_bindgen_cli_support::Bindgen;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [input, output] = arguments.as_slice() else {
        eprintln!("usage: bindgen <input.wasm> <output folder>");
        return ExitCode::from(2);
    };
    let generated = Bindgen::new()
        .input_path(input)
        .bundler(true)
        .and_then(|bindgen| bindgen.typescript(true).generate(output));
    match generated {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("wasm-bindgen: {error:?}");
            ExitCode::FAILURE
        }
    }
}
