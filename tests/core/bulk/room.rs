//! How many requests at once the API takes.

use odeus_integrations::bulk::room::Room;

/// A room for 32 requests after passes with so many under way.
fn room_after(passes: &[u32]) -> Room {
    let mut room = Room::new(32);
    for &in_flight in passes {
        room.pass(in_flight);
    }
    room
}

#[test]
fn there_is_room_for_all_at_first() {
    let room = Room::new(32);
    assert!(!room.is_full(31));
    assert!(room.is_full(32));
}

#[test]
fn a_refusal_of_one_more_than_ever_passed_limits_the_room() {
    let mut room = room_after(&[1, 2, 3, 4, 4]);
    assert!(room.refuse(5, 1_000.0));
    assert!(!room.is_full(3));
    assert!(room.is_full(4));
}

#[test]
fn a_refusal_of_as_many_as_have_passed_is_not_about_the_room() {
    let mut room = room_after(&[1, 2, 3, 4, 5]);
    assert!(!room.refuse(5, 1_000.0));
    assert!(!room.refuse(1, 1_000.0));
    assert!(!room.is_full(31));
}

#[test]
fn a_refusal_of_many_more_than_have_just_passed_is_not_about_the_room() {
    let mut room = room_after(&[1, 2]);
    assert!(!room.refuse(9, 1_000.0));
    room.open(2_000.0);
    assert!(!room.refuse(3, 3_000.0));
    assert!(!room.is_full(31));
}

#[test]
fn the_room_is_never_zero() {
    let mut room = Room::new(32);
    assert!(!room.refuse(1, 1_000.0));
    assert!(!room.is_full(0));
}

#[test]
fn a_limited_room_grows_after_half_a_minute_and_then_sooner() {
    let mut room = room_after(&[8]);
    assert!(room.refuse(9, 1_000.0));
    room.grow(8, 30_999.0);
    assert!(room.is_full(8));
    room.grow(8, 31_000.0);
    assert!(room.is_full(9) && !room.is_full(8));
    room.grow(9, 38_500.0);
    assert!(room.is_full(10) && !room.is_full(9));
    for step in 1..30 {
        room.grow(32, 40_500.0 + 2_000.0 * f64::from(step));
    }
    assert!(!room.is_full(31));
    assert!(room.is_full(32));
}

#[test]
fn a_room_that_is_not_used_up_does_not_grow() {
    let mut room = room_after(&[8]);
    assert!(room.refuse(9, 1_000.0));
    room.grow(7, 100_000.0);
    assert!(room.is_full(8));
}

#[test]
fn a_refusal_after_a_trial_takes_the_trial_back() {
    let mut room = room_after(&[8]);
    assert!(room.refuse(9, 1_000.0));
    room.grow(8, 31_000.0);
    room.pass(8);
    assert!(room.refuse(9, 32_000.0));
    assert!(room.is_full(8));
    room.grow(8, 61_999.0);
    assert!(room.is_full(8));
}

#[test]
fn an_opening_of_the_gate_begins_the_wait_for_a_trial_anew() {
    let mut room = room_after(&[8]);
    assert!(room.refuse(9, 1_000.0));
    room.open(20_000.0);
    room.grow(8, 49_999.0);
    assert!(room.is_full(8));
}

#[test]
fn an_older_request_that_passes_does_not_change_what_the_room_is() {
    let mut room = room_after(&[4]);
    assert!(room.refuse(5, 1_000.0));
    room.pass(5);
    assert!(room.refuse(5, 1_010.0));
    assert!(room.is_full(4));
}

#[test]
fn an_older_refusal_does_not_make_the_room_larger() {
    let mut room = room_after(&[4]);
    assert!(room.refuse(5, 1_000.0));
    room.pass(6);
    assert!(room.refuse(7, 1_010.0));
    assert!(room.is_full(4));
}
