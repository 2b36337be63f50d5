import type { SnapshotRow, Stream } from "./frames.ts";
import { Rows } from "./rows.ts";
import { readToken, type Token } from "./token.ts";

/** A snapshot that cannot be used. */
export class BadSnapshot extends Error {}

/** A line of a snapshot. */
export type Line =
  | {
      readonly type: "snapshot";
      readonly workspace?: Stream;
      readonly token: string;
      readonly scope?: string | null;
    }
  | { readonly type: "end"; readonly rows: number }
  | SnapshotRow;

/** A snapshot on its way in: the copy changes when it is whole. */
export class Staging {
  readonly token: Token;
  readonly scope: string | undefined;
  readonly rows: Rows;
  #read = 0;

  constructor(stream: Stream, token: string, scope: string | undefined) {
    this.rows = new Rows(stream);
    this.token = readToken(token);
    this.scope = scope;
  }

  row(row: SnapshotRow): void {
    const thing = { entity: row.entity, id: row.id };
    this.rows.put(thing, row.version, row.data, this.token.seq);
    this.rows.setWhole(thing, this.token.seq);
    this.#read += 1;
  }

  /** Throws when it was cut off. */
  end(said: number): void {
    if (this.#read !== said) {
      throw new BadSnapshot(`it ends after ${this.#read} of ${said} rows`);
    }
  }
}
