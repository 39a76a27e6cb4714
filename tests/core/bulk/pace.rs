//! How the pace is learned, and how it grows.

use odeus_integrations::bulk::pace::Pace;

/// A pace after a first episode of so many requests, all at 1,000 ms, of which so many were refused at
/// 1,010 ms, and a pause until this time.
fn first(requests: u32, refused: u32, named_ms: Option<f64>, opens_at: f64) -> Pace {
    let mut pace = Pace::default();
    for _ in 0..requests {
        assert_eq!(pace.begin(1_000.0), None);
    }
    for _ in 0..refused {
        pace.fail();
        pace.refuse(1_010.0, None, named_ms, opens_at);
    }
    pace.probe(opens_at);
    pace
}

/// Begins requests as soon as they may begin, until this time. Returns the pace of the last one.
fn run_until(pace: &mut Pace, until: f64) -> f64 {
    let mut last = f64::NAN;
    while let Some(at) = pace.next_at()
        && at < until
    {
        last = pace.begin(at).unwrap();
    }
    last
}

/// Refuses the last request, which this pace spaced, and opens the gate again.
fn refuse(pace: &mut Pace, now: f64, spacing: f64, opens_at: f64) -> f64 {
    pace.fail();
    pace.refuse(now, Some(spacing), Some(1_000.0), opens_at);
    pace.probe(opens_at);
    pace.per_second().unwrap()
}

fn assert_near(got: f64, expected: f64) {
    assert!(
        (got / expected - 1.0).abs() < 0.01,
        "{got} is not near {expected}"
    );
}

#[test]
fn there_is_no_pace_before_the_first_refusal() {
    let mut pace = Pace::default();
    assert!(pace.is_new());
    assert_eq!(pace.begin(0.0), None);
    pace.probe(5_000.0);
    assert_eq!((pace.per_second(), pace.next_at()), (None, None));
}

#[test]
fn the_search_starts_at_the_average_with_the_pause() {
    assert_near(
        first(40, 20, Some(1_000.0), 2_000.0).per_second().unwrap(),
        20.0,
    );
    assert_near(
        first(40, 20, Some(4_000.0), 5_000.0).per_second().unwrap(),
        5.0,
    );
}

#[test]
fn an_average_of_less_than_a_second_counts_as_one_of_a_second() {
    assert_near(first(40, 20, None, 1_100.0).per_second().unwrap(), 20.0);
}

#[test]
fn the_search_starts_at_an_exact_wait_that_several_refusals_named() {
    assert_near(
        first(40, 20, Some(5.0), 1_020.0).per_second().unwrap(),
        190.0,
    );
    assert_near(first(21, 1, Some(5.0), 1_020.0).per_second().unwrap(), 20.0);
}

#[test]
fn a_named_wait_of_zero_says_nothing_about_the_pace() {
    let pace = first(40, 20, Some(0.0), 2_000.0);
    assert_near(pace.per_second().unwrap(), 20.0);
}

#[test]
fn the_search_grows_by_e_in_half_a_second() {
    let mut pace = first(120, 20, Some(1_000.0), 2_000.0);
    run_until(&mut pace, 3_000.0);
    let grown = pace.per_second().unwrap();
    assert!((650.0..=740.0).contains(&grown), "{grown}");
}

#[test]
fn the_pace_after_a_refusal_is_the_rate_that_passed_while_the_gate_was_open() {
    let mut pace = first(50, 20, Some(1_000.0), 2_000.0);
    for _ in 0..101 {
        pace.begin(2_000.0);
    }
    let next = refuse(&mut pace, 3_000.0, 150.0, 4_000.0);
    assert_near(next, 100.0);
}

#[test]
fn the_pace_after_a_refusal_is_from_0_6_to_0_85_of_the_refused_one() {
    let mut pace = first(40, 20, Some(1_000.0), 2_000.0);
    pace.begin(2_000.0);
    pace.begin(2_000.0);
    assert_near(refuse(&mut pace, 2_100.0, 100.0, 3_000.0), 60.0);
    for _ in 0..1_000 {
        pace.begin(3_000.0);
    }
    assert_near(refuse(&mut pace, 4_000.0, 60.0, 5_000.0), 51.0);
}

#[test]
fn the_pace_approaches_the_refused_one_in_eleven_seconds_and_then_passes_it() {
    let mut pace = first(140, 20, Some(1_000.0), 2_000.0);
    pace.begin(2_000.0);
    pace.begin(2_000.0);
    assert_near(refuse(&mut pace, 2_100.0, 100.0, 3_000.0), 60.0);
    run_until(&mut pace, 8_500.0);
    assert_near(pace.per_second().unwrap(), 70.0);
    run_until(&mut pace, 14_000.0);
    assert_near(pace.per_second().unwrap(), 100.0);
    run_until(&mut pace, 17_000.0);
    let beyond = pace.per_second().unwrap();
    assert!((255.0..=280.0).contains(&beyond), "{beyond}");
}

#[test]
fn a_slow_pace_takes_sixty_requests_for_the_approach() {
    let mut pace = first(6, 5, Some(1_000.0), 2_000.0);
    pace.begin(2_000.0);
    pace.begin(2_000.0);
    assert_near(refuse(&mut pace, 3_000.0, 4.0, 3_000.0), 2.4);
    for _ in 0..60 {
        let at = pace.next_at().unwrap();
        assert!(pace.per_second().unwrap() < 4.0);
        pace.begin(at);
    }
}

#[test]
fn the_pace_does_not_grow_while_something_else_is_slower() {
    let mut pace = first(140, 20, Some(1_000.0), 2_000.0);
    let before = pace.per_second();
    for request in 1..1_000 {
        pace.begin(2_000.0 + 100.0 * f64::from(request));
    }
    assert_eq!(pace.per_second(), before);
}

#[test]
fn a_late_timer_is_made_up_for_by_at_most_twenty_milliseconds() {
    let mut pace = first(140, 20, Some(1_000.0), 2_000.0);
    let spacing = 1_000.0 / pace.per_second().unwrap();
    pace.begin(60_000.0);
    assert_near(pace.next_at().unwrap(), 60_000.0 - 20.0 + spacing);
}

#[test]
fn an_opening_that_moves_out_and_a_late_failure_make_the_pace_slower() {
    let mut pace = Pace::default();
    for _ in 0..61 {
        pace.begin(1_000.0);
    }
    pace.fail();
    pace.refuse(1_010.0, None, None, 2_000.0);
    assert_near(pace.per_second().unwrap(), 60.0);
    for _ in 0..20 {
        pace.fail();
    }
    pace.probe(3_000.0);
    assert_near(pace.per_second().unwrap(), 20.0);
}

#[test]
fn a_probe_that_is_refused_does_not_change_the_pace() {
    let mut pace = first(140, 20, Some(1_000.0), 2_000.0);
    let spacing = pace.begin(2_000.0).unwrap();
    let before = pace.per_second();
    refuse(&mut pace, 2_020.0, spacing, 4_000.0);
    assert_eq!(pace.per_second(), before);
}

#[test]
fn no_number_of_refusals_stops_the_pace() {
    let mut pace = first(2, 1, None, 2_000.0);
    let mut now = 2_000.0;
    for _ in 0..200 {
        pace.begin(now);
        let spacing = pace.begin(now).unwrap();
        refuse(&mut pace, now + 1.0, spacing, now + 300_000.0);
        now += 300_000.0;
    }
    assert!(pace.per_second().unwrap() >= 1.0 / 60.0);
}
