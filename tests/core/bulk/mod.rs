//! A run of many updates: when a request may begin, and what becomes of each item.
//!
//! `simulation` shows what the policy reaches with the APIs of `apis`, in the virtual time of `world`.

mod answer;
mod apis;
mod gate;
mod outage;
mod pace;
mod properties;
mod rate;
mod room;
mod run;
mod simulation;
mod stop;
mod support;
mod world;
