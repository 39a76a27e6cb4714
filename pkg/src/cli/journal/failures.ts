import { closeSync, existsSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { fileProblem } from "../problem.js";

const LINE_FEED = Buffer.from("\n");

/** The file of the rows that failed. It can be the input of another run. */
export class FailuresFile {
  readonly #path: string;
  readonly #file: number;

  /**
   * @param isAppended - whether what the file has stays. A crash may have left a part of a row there; a
   *   line feed ends it.
   */
  constructor(path: string, isAppended: boolean) {
    this.#path = path;
    try {
      const kept = isAppended && existsSync(path) ? readFileSync(path, "latin1") : "";
      this.#file = openSync(path, isAppended ? "a" : "w");
      if (kept !== "" && !kept.endsWith("\n")) writeAll(this.#file, LINE_FEED);
    } catch (cause) {
      throw fileProblem("written", path, cause);
    }
  }

  write(source: string | Buffer): void {
    const row = typeof source === "string" ? Buffer.from(source) : source;
    this.#try(() => writeAll(this.#file, Buffer.concat([row, LINE_FEED])));
  }

  /** Waits until the disk has the rows. */
  sync(): void {
    this.#try(() => fsyncSync(this.#file));
  }

  close(): void {
    this.#try(() => closeSync(this.#file));
  }

  #try(step: () => void): void {
    try {
      step();
    } catch (cause) {
      throw fileProblem("written", this.#path, cause);
    }
  }
}

/** Writes all bytes. One call may write a part of them. */
function writeAll(file: number, bytes: Buffer): void {
  for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
}
