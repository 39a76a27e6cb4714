//! What an outage of the API costs.

use odeus_integrations::bulk::run::Stop;

use super::apis::Outage;
use super::simulation::{SEEDS, SETUP};
use super::world::{Setup, simulate};

#[test]
fn an_outage_costs_few_requests_and_sets_no_pace() {
    for seed in SEEDS {
        let setup = Setup {
            updates: 20_000,
            seed,
            ..SETUP
        };
        let mut api = Outage {
            from: 10_000.0,
            until: 40_000.0,
            failures: 0,
        };
        let report = simulate(setup, &mut api).remove(0);
        assert_eq!(report.pace, None);
        assert_eq!(report.stop, None);
        assert!(report.failed <= 2, "{} items failed", report.failed);
        assert!(api.failures <= 100, "{} requests failed", api.failures);
        // 20,000 updates by 8 at once take 50 s, the outage 30 s, and the longest wait a minute.
        assert!(report.ended_at <= 140_100.0, "{}", report.ended_at);
    }
}

#[test]
fn an_outage_of_more_than_five_minutes_stops_the_run() {
    for seed in SEEDS {
        let setup = Setup {
            updates: 20_000,
            seed,
            ..SETUP
        };
        let mut api = Outage {
            from: 10_000.0,
            until: f64::INFINITY,
            failures: 0,
        };
        let report = simulate(setup, &mut api).remove(0);
        assert_eq!(report.stop, Some(Stop::MaxPause));
        assert!(api.failures <= 100, "{} requests failed", api.failures);
    }
}
