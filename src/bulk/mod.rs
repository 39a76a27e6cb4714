//! Many updates: when a request may begin, and what its answer means for the item and for the run (the
//! package's contract, section "Many updates").
//!
//! The facade has the items, their queues and the timers. It asks `run`, which uses the other modules:
//! `answer`, `item`, `flight`, `gate`, `pace`, `room`, `rate`.

pub mod answer;
pub mod flight;
pub mod gate;
pub mod item;
pub mod pace;
pub mod rate;
pub mod room;
pub mod run;
