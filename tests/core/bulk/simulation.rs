//! What the policy reaches with APIs of several kinds: the time in relation to the shortest possible one,
//! and the requests that the API refused. The figures are medians of five seeds.
//!
//! `cargo test --test core simulation -- --nocapture` prints them.

use super::apis::{Api, Bucket, Change, Crowd, Naming, Window};
use super::world::{Report, Setup, simulate};

pub const SEEDS: [u64; 5] = [1, 2, 3, 4, 5];

pub const SETUP: Setup = Setup {
    runs: 1,
    updates: 0,
    concurrency: 8,
    latency_ms: 20.0,
    refusal_ms: 1.0,
    seed: 0,
};

const NAMINGS: [Naming; 3] = [Naming::Milliseconds, Naming::Seconds, Naming::Nothing];

/// APIs with a token bucket: requests a second, `concurrency`, updates.
const BUCKETS: [(f64, u32, u32); 5] = [
    (200.0, 32, 4_000),
    (200.0, 8, 4_000),
    (20.0, 8, 400),
    (1_000.0, 64, 20_000),
    (5.0, 8, 150),
];

/// The medians of five seeds.
struct Figures {
    /// The time in relation to the ideal time.
    time: f64,
    /// The refused requests.
    refused: f64,
    /// The part of the slower run while both runs last.
    share: f64,
    /// The time in relation to the ideal time while both runs last.
    together: f64,
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values[values.len() / 2]
}

fn measure<A: Api>(what: &str, setup: Setup, ideal_ms: f64, api: impl Fn() -> A) -> Figures {
    let worlds: Vec<Vec<Report>> = SEEDS
        .iter()
        .map(|&seed| simulate(Setup { seed, ..setup }, &mut api()))
        .collect();
    for report in worlds.iter().flatten() {
        let updates = u32::try_from(report.updated_at.len()).unwrap();
        assert_eq!((updates, report.failed), (setup.updates, 0), "{what}");
    }
    let of = |figure: &dyn Fn(&[Report]) -> f64| {
        median(worlds.iter().map(|world| figure(world)).collect())
    };
    let figures = Figures {
        time: of(&|world| ended_at(world, f64::max) / ideal_ms),
        refused: of(&|world| world.iter().map(|run| f64::from(run.refused)).sum()),
        share: of(&|world| {
            let (least, all) = shared(world);
            least / all
        }),
        together: of(&|world| {
            let (_, all) = shared(world);
            let updates = f64::from(setup.updates * setup.runs);
            ended_at(world, f64::min) / ideal_ms * updates / all
        }),
    };
    let percent = 100.0 * figures.refused / f64::from(setup.updates * setup.runs);
    println!("{what}: {:.3}, {percent:.1}% refused", figures.time);
    if setup.runs > 1 {
        println!(
            "  while both last: {:.3}, the slower run makes {:.2}",
            figures.together, figures.share
        );
    }
    figures
}

/// When the first or the last run ended.
fn ended_at(world: &[Report], which: fn(f64, f64) -> f64) -> f64 {
    world.iter().map(|run| run.ended_at).reduce(which).unwrap()
}

/// The updates until the first run ended: those of the slowest run, and all.
fn shared(world: &[Report]) -> (f64, f64) {
    let until = ended_at(world, f64::min);
    let counts: Vec<f64> = world
        .iter()
        .map(|run| run.updated_at.partition_point(|at| *at <= until))
        .map(|count| f64::from(u32::try_from(count).unwrap()))
        .collect();
    (
        counts.iter().copied().fold(f64::INFINITY, f64::min),
        counts.iter().sum(),
    )
}

/// At most 3% of the updates, or 10 requests, may be refused.
fn assert_few_refused(figures: &Figures, updates: u32) {
    let most = (0.03 * f64::from(updates)).max(10.0);
    assert!(
        figures.refused <= most,
        "{} of at most {most} refused",
        figures.refused
    );
}

fn assert_buckets(burst_seconds: f64, most: impl Fn(Naming) -> f64) {
    for naming in NAMINGS {
        for (per_second, concurrency, updates) in BUCKETS {
            let setup = Setup {
                updates,
                concurrency,
                ..SETUP
            };
            let bucket = Bucket::new(per_second, burst_seconds, naming);
            let what = format!(
                "{per_second}/s, {concurrency} at once, burst {burst_seconds} s, {naming:?}"
            );
            let figures = measure(&what, setup, bucket.ideal_ms(updates, 20.0), || bucket);
            assert!(figures.time <= most(naming), "{what}: {}", figures.time);
            assert_few_refused(&figures, updates);
        }
    }
}

#[test]
fn a_bucket_with_a_burst_of_one_second_is_used_well() {
    assert_buckets(1.0, |naming| match naming {
        Naming::Milliseconds => 1.1,
        Naming::Seconds | Naming::Nothing => 1.25,
    });
}

#[test]
fn a_bucket_with_a_burst_of_a_tenth_of_a_second_is_used_well() {
    assert_buckets(0.1, |naming| match naming {
        Naming::Milliseconds => 1.1,
        Naming::Seconds | Naming::Nothing => 1.5,
    });
}

#[test]
fn a_bucket_whose_refusals_take_as_long_as_its_updates_is_used_well() {
    for (naming, most) in [(Naming::Milliseconds, 1.1), (Naming::Seconds, 1.5)] {
        for (per_second, concurrency, updates) in [(200.0, 32, 4_000), (20.0, 8, 400)] {
            let setup = Setup {
                updates,
                concurrency,
                refusal_ms: 20.0,
                ..SETUP
            };
            let bucket = Bucket::new(per_second, 0.1, naming);
            let what = format!("{per_second}/s, slow refusals, {naming:?}");
            let figures = measure(&what, setup, bucket.ideal_ms(updates, 20.0), || bucket);
            assert!(figures.time <= most, "{what}: {}", figures.time);
            assert_few_refused(&figures, updates);
        }
    }
}

#[test]
fn the_bucket_of_the_benchmark_is_used_well() {
    for (naming, most) in [(Naming::Milliseconds, 1.12), (Naming::Seconds, 1.25)] {
        for concurrency in [8, 32] {
            let setup = Setup {
                updates: 2_600,
                concurrency,
                refusal_ms: 2.0,
                ..SETUP
            };
            let bucket = Bucket::new(200.0, 1.0, naming);
            let what = format!("2,600 updates, {concurrency} at once, {naming:?}");
            let figures = measure(&what, setup, bucket.ideal_ms(2_600, 20.0), || bucket);
            assert!(figures.time <= most, "{what}: {}", figures.time);
            assert_few_refused(&figures, setup.updates);
        }
    }
}

#[test]
fn a_fixed_window_is_used_well() {
    for naming in [Naming::Milliseconds, Naming::Seconds] {
        for updates in [300, 1_000, 3_000] {
            let setup = Setup { updates, ..SETUP };
            let windows = f64::from(updates.div_ceil(Window::REQUESTS) - 1);
            // The last window takes 13 rounds of 8 requests.
            let ideal_ms = windows * Window::MS + 13.0 * 20.0;
            let what = format!("100 a minute, {updates} updates, {naming:?}");
            let figures = measure(&what, setup, ideal_ms, || Window {
                naming,
                minute: 0.0,
                used: 0,
            });
            assert!(figures.time <= 1.05, "{what}: {}", figures.time);
            assert_few_refused(&figures, updates);
        }
    }
}

#[test]
fn a_limit_of_the_requests_at_once_is_used_well() {
    for wait_ms in [Some(20.0), Some(1_000.0), None] {
        for (most, concurrency) in [(4, 8), (4, 32), (16, 32), (32, 64)] {
            let setup = Setup {
                updates: 1_000 * most,
                concurrency,
                ..SETUP
            };
            let what = format!("{most} at once of {concurrency}, wait {wait_ms:?}");
            let figures = measure(&what, setup, 20_000.0, || Crowd { most, wait_ms });
            assert!(figures.time <= 1.2, "{what}: {}", figures.time);
            assert_few_refused(&figures, setup.updates);
        }
    }
}

#[test]
fn a_limit_that_changes_in_the_middle_is_found_again() {
    for naming in NAMINGS {
        for (before, after) in [(200, 50), (50, 200), (200, 800), (20, 5)] {
            let [first, second] =
                [before, after].map(|rate| Bucket::new(f64::from(rate), 0.1, naming));
            let updates = before * 20;
            let setup = Setup {
                updates: updates + after * 20,
                concurrency: 32,
                ..SETUP
            };
            let what = format!("{before}/s, then {after}/s, {naming:?}");
            let figures = measure(&what, setup, 40_000.0, || Change {
                first,
                updates,
                second,
            });
            assert!(figures.time <= 1.5, "{what}: {}", figures.time);
        }
    }
}

#[test]
fn a_limit_of_the_requests_at_once_that_rises_is_found_again() {
    // 4 at once for 20 s, then 16 at once for 60 s.
    let setup = Setup {
        updates: 4_000 + 48_000,
        concurrency: 32,
        ..SETUP
    };
    let wait_ms = Some(1_000.0);
    let figures = measure("4 at once, then 16", setup, 80_000.0, || Change {
        first: Crowd { most: 4, wait_ms },
        updates: 4_000,
        second: Crowd { most: 16, wait_ms },
    });
    assert!(figures.time <= 1.4, "{}", figures.time);
}

#[test]
fn a_bucket_behind_a_slow_network_is_used_well() {
    for (naming, most) in [(Naming::Milliseconds, 1.25), (Naming::Seconds, 1.5)] {
        for (per_second, latency_ms, updates) in [(200.0, 200.0, 4_000), (20.0, 500.0, 400)] {
            let setup = Setup {
                updates,
                concurrency: 64,
                latency_ms,
                refusal_ms: 20.0,
                ..SETUP
            };
            let bucket = Bucket::new(per_second, 0.1, naming);
            let what = format!("{per_second}/s, {latency_ms} ms, {naming:?}");
            let ideal_ms = bucket.ideal_ms(updates, latency_ms);
            let figures = measure(&what, setup, ideal_ms, || bucket);
            assert!(figures.time <= most, "{what}: {}", figures.time);
        }
    }
}

#[test]
fn two_runs_share_a_limit() {
    for naming in NAMINGS {
        for (burst_seconds, concurrency) in [(1.0, 8), (0.1, 8), (0.1, 32)] {
            let setup = Setup {
                runs: 2,
                updates: 2_000,
                concurrency,
                ..SETUP
            };
            let bucket = Bucket::new(200.0, burst_seconds, naming);
            let what =
                format!("two runs, {concurrency} at once, burst {burst_seconds} s, {naming:?}");
            let figures = measure(&what, setup, bucket.ideal_ms(4_000, 20.0), || bucket);
            assert!(figures.time <= 1.3, "{what}: {}", figures.time);
            assert!(figures.together <= 1.3, "{what}: {}", figures.together);
            assert!(figures.share >= 1.0 / 3.0, "{what}: {}", figures.share);
            assert_few_refused(&figures, 4_000);
        }
    }
}
