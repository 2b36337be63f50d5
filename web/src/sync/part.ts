import type { SnapshotRow } from "./frames.ts";
import { BadSnapshot, type Line } from "./staging.ts";
import { readToken } from "./token.ts";

/** Where an answer begins to be read, and with which rights. Its rows may be newer. */
export interface ReadAt {
  readonly seq: number;
  readonly scope: string | undefined;
}

/** The answer to a fetch, line by line, or rows of the answer to a request of one's own. */
export class Part {
  readonly rows: SnapshotRow[];
  #read: ReadAt | undefined;
  #whole = false;

  constructor(rows: readonly SnapshotRow[] = []) {
    this.rows = [...rows];
  }

  /** Nothing for a request of one's own. */
  get read(): ReadAt | undefined {
    return this.#read;
  }

  /** Its last line has come. */
  get isWhole(): boolean {
    return this.#whole;
  }

  /** Takes the next line. Throws `BadSnapshot`: it failed. */
  line(line: Line): void {
    if (!("type" in line)) {
      this.rows.push(line);
    } else if (line.type === "snapshot") {
      this.#read = { seq: readToken(line.token).seq, scope: line.scope ?? undefined };
    } else if (line.rows === this.rows.length) {
      this.#whole = true;
    } else {
      throw new BadSnapshot(`it ends after ${this.rows.length} of ${line.rows} rows`);
    }
  }
}
