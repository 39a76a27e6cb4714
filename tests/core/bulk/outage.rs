//! What an outage of the API costs.

use odeus_integrations::bulk::run::Stop;

use super::apis::Outage;
use super::simulation::{SEEDS, SETUP};
use super::world::{Report, Setup, simulate};

/// Makes 20,000 updates. The API is out of order from 10 s until this time, in milliseconds. Returns the
/// report and the number of requests that failed.
fn update_in_outage(seed: u64, until: f64) -> (Report, u32) {
    let setup = Setup {
        updates: 20_000,
        seed,
        ..SETUP
    };
    let mut api = Outage {
        from: 10_000.0,
        until,
        failures: 0,
    };
    let report = simulate(setup, &mut api).remove(0);
    (report, api.failures)
}

#[test]
fn an_outage_costs_few_requests_and_sets_no_pace() {
    for seed in SEEDS {
        let (report, failures) = update_in_outage(seed, 40_000.0);
        assert_eq!(report.pace, None);
        assert_eq!(report.stop, None);
        assert!(report.failed <= 2, "{} items failed", report.failed);
        assert!(failures <= 100, "{failures} requests failed");
        // 20,000 updates by 8 at once take 50 s, the outage 30 s, and the longest wait a minute.
        assert!(report.ended_at <= 140_100.0, "{}", report.ended_at);
    }
}

#[test]
fn an_outage_of_more_than_five_minutes_stops_the_run() {
    for seed in SEEDS {
        let (report, failures) = update_in_outage(seed, f64::INFINITY);
        assert_eq!(report.stop, Some(Stop::MaxPause));
        assert!(failures <= 100, "{failures} requests failed");
    }
}
