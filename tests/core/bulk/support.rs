//! What the tests of a run share: answers, and a run with a closed gate.

use odeus_integrations::bulk::answer::{Answer, Failed};
use odeus_integrations::bulk::item::Verdict;
use odeus_integrations::bulk::run::{Next, Options, Run};
use odeus_integrations::errors::code::Code;

pub const OPTIONS: Options = Options {
    concurrency: 4,
    max_retries: 2,
    max_pause_ms: 300_000.0,
    max_failures: f64::INFINITY,
};

pub const NOT_FOUND: Answer = failed(Code::NotFound, Some(404), false, None);
pub const UNAUTHORIZED: Answer = failed(Code::AuthenticationFailed, Some(401), false, None);
pub const UNAVAILABLE: Answer = failed(Code::ServerError, Some(503), true, None);
pub const BROKEN_ITEM: Answer = failed(Code::InvalidInput, None, false, None);

pub const fn failed(
    code: Code,
    status: Option<u16>,
    is_retryable: bool,
    retry_after_ms: Option<f64>,
) -> Answer {
    Answer::Failed(Failed {
        code,
        status,
        is_retryable,
        retry_after_ms,
    })
}

pub const fn refused(retry_after_ms: Option<f64>) -> Answer {
    failed(Code::RateLimited, Some(429), true, retry_after_ms)
}

pub fn begin(run: &mut Run, now: f64) -> u32 {
    match run.next(now) {
        Next::Begin(number) => number,
        other => panic!("no request begins: {other:?}"),
    }
}

/// Ends a request with this answer, for an item without retries. The random number is the middle one.
pub fn end(run: &mut Run, number: u32, answer: &Answer, now: f64) -> Verdict {
    run.end(number, answer, 0, now, 0.5)
}

/// A run whose gate was closed by a refusal at 1,000 ms until 3,100 ms, with one older request under way.
pub fn closed() -> (Run, u32) {
    let mut run = Run::new(OPTIONS);
    let first = begin(&mut run, 900.0);
    let older = begin(&mut run, 900.0);
    assert_eq!(
        end(&mut run, first, &refused(Some(2_000.0)), 1_000.0),
        Verdict::Refused
    );
    (run, older)
}
