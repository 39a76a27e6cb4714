//! When the gate closes, when it opens, and what it lets through.

use odeus_integrations::bulk::gate::{Gate, Passage};

/// The largest random number. It makes each wait the longest.
const MOST: f64 = 1.0;

fn closed(named_ms: Option<f64>, random: f64) -> Gate {
    let mut gate = Gate::default();
    gate.close(1_000.0, named_ms, random);
    gate
}

#[test]
fn an_open_gate_lets_every_request_through() {
    let gate = Gate::default();
    assert_eq!(gate.passage(0.0), Passage::Open);
    assert!(gate.is_open());
    assert_eq!(gate.opens_at(), None);
    assert_eq!(gate.closed_since(), None);
}

#[test]
fn a_named_wait_is_kept_and_grows_by_at_most_a_tenth() {
    assert_eq!(closed(Some(2_000.0), 0.0).opens_at(), Some(3_000.0));
    assert_eq!(closed(Some(2_000.0), 0.5).opens_at(), Some(3_100.0));
    assert_eq!(closed(Some(2_000.0), MOST).opens_at(), Some(3_200.0));
}

#[test]
fn nothing_passes_before_the_opening_and_one_request_probes_then() {
    let mut gate = closed(Some(2_000.0), 0.0);
    assert_eq!(gate.passage(2_999.9), Passage::Closed(3_000.0));
    assert_eq!(gate.passage(3_000.0), Passage::Probe);
    gate.probe();
    assert_eq!(gate.passage(3_000.0), Passage::Probing);
    assert_eq!(gate.passage(1e9), Passage::Probing);
    gate.probe_answered(3_020.0);
    assert_eq!(gate.passage(3_020.0), Passage::Open);
}

#[test]
fn a_wait_that_the_api_did_not_name_doubles_up_to_a_minute() {
    let mut gate = closed(None, MOST);
    let mut now = 1_000.0;
    for wait_ms in [
        1_000.0, 2_000.0, 4_000.0, 8_000.0, 16_000.0, 32_000.0, 60_000.0, 60_000.0,
    ] {
        assert_eq!(gate.opens_at(), Some(now + wait_ms));
        now += wait_ms;
        gate.probe();
        gate.probe_failed(now, None, MOST);
    }
}

#[test]
fn a_wait_that_the_api_did_not_name_is_random_from_zero_on() {
    assert_eq!(closed(None, 0.0).opens_at(), Some(1_000.0));
    assert_eq!(closed(None, 0.25).opens_at(), Some(1_250.0));
}

#[test]
fn a_named_wait_of_zero_counts_as_none() {
    assert_eq!(closed(Some(0.0), 0.5).opens_at(), Some(1_500.0));
}

#[test]
fn a_success_ends_the_doubling_and_another_answer_does_not() {
    let mut gate = closed(None, MOST);
    gate.probe();
    gate.probe_answered(2_000.0);
    gate.close(3_000.0, None, MOST);
    assert_eq!(gate.opens_at(), Some(5_000.0));
    gate.probe();
    gate.probe_answered(5_000.0);
    gate.succeeded(5_000.0);
    gate.close(6_000.0, None, MOST);
    assert_eq!(gate.opens_at(), Some(7_000.0));
}

#[test]
fn a_late_refusal_moves_the_opening_further_out_and_never_nearer() {
    let mut gate = closed(Some(2_000.0), 0.0);
    gate.close(1_500.0, Some(2_000.0), 0.0);
    assert_eq!(gate.opens_at(), Some(3_500.0));
    gate.close(1_600.0, Some(10.0), 0.0);
    assert_eq!(gate.opens_at(), Some(3_500.0));
    assert_eq!(gate.closed_since(), Some(1_000.0));
}

#[test]
fn late_refusals_do_not_double_the_wait() {
    let mut gate = closed(None, MOST);
    for _ in 0..10 {
        gate.close(1_000.0, None, MOST);
    }
    assert_eq!(gate.opens_at(), Some(2_000.0));
}

#[test]
fn a_late_refusal_while_a_request_probes_needs_another_probe() {
    let mut gate = closed(Some(1_000.0), 0.0);
    gate.probe();
    gate.close(2_010.0, Some(1_000.0), 0.0);
    assert_eq!(gate.passage(2_015.0), Passage::Probing);
    gate.probe_answered(2_020.0);
    assert_eq!(gate.passage(2_020.0), Passage::Closed(3_010.0));
    assert_eq!(gate.passage(3_010.0), Passage::Probe);
}

#[test]
fn a_probe_that_was_never_sent_is_followed_by_another_one() {
    let mut gate = closed(Some(1_000.0), 0.0);
    gate.probe();
    gate.probe_again();
    assert_eq!(gate.passage(2_000.0), Passage::Probe);
}

#[test]
fn a_late_success_begins_the_pause_anew() {
    let mut gate = closed(Some(9_000.0), 0.0);
    gate.succeeded(4_000.0);
    assert_eq!(gate.closed_since(), Some(4_000.0));
    assert_eq!(gate.opens_at(), Some(10_000.0));
}

#[test]
fn an_open_gate_has_no_probe() {
    let mut gate = Gate::default();
    gate.probe();
    gate.probe_again();
    gate.probe_answered(0.0);
    gate.succeeded(0.0);
    assert_eq!(gate, Gate::default());
}

#[test]
fn a_wait_that_is_not_a_number_or_too_long_is_a_wait_all_the_same() {
    assert_eq!(closed(Some(f64::NAN), 0.0).opens_at(), Some(1_000.0));
    assert_eq!(closed(Some(-5.0), 0.0).opens_at(), Some(1_000.0));
    let longest = closed(Some(f64::INFINITY), MOST).opens_at();
    assert_eq!(longest, Some(1_000.0 + 2_147_483_647.0));
}
