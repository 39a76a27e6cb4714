/** Limits of what the client reads and shows. The contract has those that a user can see. */

/** The longest message of an error, in UTF-16 code units. */
export const MESSAGE_LIMIT = 500;

/** The longest part of a message that comes from the API or from the runtime, in UTF-16 code units. */
export const QUOTE_LIMIT = 300;

/** The longest name of a caller that Rust reads whole, in UTF-16 code units. It cuts longer ones. */
export const NAME_LIMIT = 40;

/** The longest key, in characters. */
export const KEY_LIMIT = 512;

/** The number of entries of a body's `errors` that a message spells out. */
export const ERRORS_IN_MESSAGE = 5;

/** The longest text of an error's body, in UTF-16 code units. */
export const BODY_TEXT_LIMIT = 2_000;

/** The most empty chunks of a body. A stream that yields them without a pause would stop every timer. */
export const EMPTY_CHUNKS_LIMIT = 1_000;

/** The largest body that is read, in bytes after decompression: 1 MiB. */
export const BODY_LIMIT = 1_048_576;

/** The failed results that the summary of a run keeps. */
export const FAILURES_LIMIT = 100;

/** The longest delay of a timer, in milliseconds. A timer with a longer delay fires at once. */
export const TIMER_LIMIT_MS = 2_147_483_647;
