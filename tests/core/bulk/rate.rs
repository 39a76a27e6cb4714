//! The rate of settled items and the time that is left.

use odeus_integrations::bulk::rate::Rate;

/// A rate with so many items, evenly from one time to another, in milliseconds.
fn steady(items: u32, from: f64, until: f64) -> Rate {
    let mut rate = Rate::default();
    rate.begin(from);
    for item in 1..=items {
        rate.settle(from + (until - from) * f64::from(item) / f64::from(items));
    }
    rate
}

#[test]
fn there_is_no_rate_before_the_first_request() {
    assert_eq!(Rate::default().per_second(5_000.0), 0.0);
    assert_eq!(Rate::default().eta_ms(5_000.0, 10.0), None);
}

#[test]
fn the_rate_counts_from_the_first_request() {
    let rate = steady(200, 7_000.0, 9_000.0);
    assert_eq!(rate.per_second(9_000.0), 100.0);
    assert_eq!(rate.per_second(11_000.0), 50.0);
}

#[test]
fn a_steady_run_has_its_rate_at_each_moment() {
    let rate = steady(12_000, 1_000.0, 121_000.0);
    let got = rate.per_second(121_000.0);
    assert!((99.0..=101.0).contains(&got), "{got}");
}

#[test]
fn old_items_are_forgotten() {
    let rate = steady(1_000, 0.0, 10_000.0);
    assert!(rate.per_second(59_000.0) > 0.0);
    assert_eq!(rate.per_second(60_000.0), 0.0);
    assert_eq!(rate.eta_ms(60_000.0, 10.0), None);
}

#[test]
fn the_time_that_is_left_follows_from_the_rate() {
    let rate = steady(200, 0.0, 2_000.0);
    assert_eq!(rate.eta_ms(2_000.0, 50.0), Some(500.0));
    assert_eq!(rate.eta_ms(2_000.0, 0.0), Some(0.0));
    assert_eq!(rate.eta_ms(2_000.0, -3.0), Some(0.0));
    assert_eq!(rate.eta_ms(2_000.0, f64::INFINITY), None);
}

#[test]
fn an_item_in_the_first_moment_gives_a_finite_rate() {
    let mut rate = Rate::default();
    rate.settle(3.0);
    assert_eq!(rate.per_second(3.0), 1_000.0);
}
