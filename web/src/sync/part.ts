import type { SnapshotRow } from "./frames.ts";
import { BadSnapshot, type Line } from "./staging.ts";
import { readToken } from "./token.ts";

/** Where an answer begins to be read, and with which rights. Its rows may be newer. */
export interface ReadAt {
  readonly seq: number;
  readonly scope: string | undefined;
}

/** The answer to a fetch, once it is whole. */
export interface Part {
  readonly read: ReadAt;
  readonly rows: readonly SnapshotRow[];
}

/** The same on its way, line by line. */
export class PartReader {
  readonly #rows: SnapshotRow[] = [];
  #read: ReadAt | undefined;
  #whole = false;

  /** Nothing until its last line has come. */
  get part(): Part | undefined {
    return this.#whole && this.#read ? { read: this.#read, rows: this.#rows } : undefined;
  }

  /** Takes the next line. Throws `BadSnapshot`: it failed. */
  line(line: Line): void {
    if (!("type" in line)) {
      this.#rows.push(line);
    } else if (line.type === "snapshot") {
      this.#read = { seq: readToken(line.token).seq, scope: line.scope ?? undefined };
    } else if (line.rows === this.#rows.length) {
      this.#whole = true;
    } else {
      throw new BadSnapshot(`it ends after ${this.#rows.length} of ${line.rows} rows`);
    }
  }
}
