/** One row of the input, before the rules of the fields are applied. */
export interface Row {
  /** The line on which the row begins, from 1. In a JSON array: the number of the row. */
  readonly line: number;
  /** The row as one line of NDJSON: for the hash, and for the file of failures. */
  readonly source: string | Buffer;
  /** What the row says, if it can be read. */
  readonly value?: unknown;
  /** Why the row cannot be read. */
  readonly problem?: string;
}

/** The longest row, in bytes. So a file that has no line feed does not fill the memory. */
export const ROW_LIMIT = 1_048_576;

/** ROW_LIMIT, for people. */
export const ROW_LIMIT_TEXT = "1 MiB";
