/** How the program ends. The page docs/cli.md explains each status to users. */
export const Exit = {
  /** All was done. */
  Done: 0,
  /** Something failed, or the run stopped before its end. */
  Failed: 1,
  /** The command or its input cannot be used, and nothing was sent. */
  Refused: 2,
  /** There is no key, or the key is not a right one. */
  Key: 4,
  /** The program was interrupted, by Ctrl-C or by SIGTERM. */
  SIGINT: 130,
  SIGTERM: 143,
} as const;

/** Ends the program with a message for the user and an exit status. */
export class Problem extends Error {
  readonly status: number;

  constructor(message: string, status: number = Exit.Refused) {
    super(message);
    this.status = status;
  }
}

/** What the system says about a file that cannot be used. */
const REASONS: Record<string, string> = {
  EACCES: "You may not open it",
  EISDIR: "It is a folder",
  ENOENT: "It does not exist",
  ENOSPC: "The disk is full",
  ENOTDIR: "It is inside something that is not a folder",
  EPERM: "You may not open it",
  EROFS: "The disk cannot be written",
};

/** The problem of a file that cannot be read or written. */
export function fileProblem(doing: "read" | "written", path: string, cause: unknown): Problem {
  const { code = "", message } = cause as NodeJS.ErrnoException;
  return new Problem(`${path} cannot be ${doing}. ${REASONS[code] ?? message}.`);
}
