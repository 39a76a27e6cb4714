//! What the consumer of a job queue does with the error of a call (the package's contract, section
//! "Beyond one machine").

pub mod advice;
