//! What the consumer of a job queue does with the error of a call.

mod advice;
