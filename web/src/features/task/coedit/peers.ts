import * as Y from "yjs";
import type { CursorFrame } from "../../../sync/frames.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import type { SharedText } from "./shared-text.ts";

/** Somebody else's cursor. */
export interface Peer {
  readonly connection: string;
  readonly userId: string;
  /** Where it is now, and where its selection begins. */
  readonly head: number;
  readonly anchor: number;
}

const SAY_MS = 100;
/** It is said again while it holds … */
const AGAIN_MS = 15_000;
/** … and who says nothing for this long is gone. */
const FADE_MS = 45_000;

/** Where everybody's cursor is in a shared text. A word of it may be lost. */
export class Peers {
  readonly #shared: SharedText;
  readonly #heard = new Map<string, { userId: string; at: string; since: number }>();
  readonly #beat: ReturnType<typeof setInterval>;
  #own: string | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(shared: SharedText) {
    this.#shared = shared;
    this.#beat = setInterval(() => {
      this.say();
      this.#fade();
    }, AGAIN_MS);
  }

  /** One's own cursor is there. */
  at({ anchor, head }: { readonly anchor: number; readonly head: number }): void {
    const { text } = this.#shared;
    const own = [anchor, head].map(at => toBase64(Y.encodeRelativePosition(relative(text, at)))).join(".");
    if (own !== this.#own) {
      this.#own = own;
      this.#timer ??= setTimeout(() => this.say(), SAY_MS);
    }
  }

  say(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#own !== undefined) {
      this.#shared.say("cursor", { at: this.#own });
    }
  }

  hear(frame: CursorFrame): void {
    for (const { connection_id, user_id, at } of frame.cursors) {
      if (at === undefined || user_id === this.#shared.live.me) {
        this.#heard.delete(connection_id);
      } else {
        this.#heard.set(connection_id, { userId: user_id, at, since: Date.now() });
      }
    }
    this.#shared.tell();
  }

  /** Where they are in the text as it is now. */
  all(): Peer[] {
    return [...this.#heard].flatMap(([connection, { userId, at }]) => {
      const [anchor, head] = at.split(".").map(part => absolute(this.#shared.doc, part));
      return anchor === undefined || head === undefined ? [] : [{ connection, userId, anchor, head }];
    });
  }

  /** Who has it open, each once. */
  people(): string[] {
    return [...new Set([...this.#heard.values()].map(({ userId }) => userId))];
  }

  close(): void {
    clearInterval(this.#beat);
    clearTimeout(this.#timer);
  }

  #fade(): void {
    for (const [connection, { since }] of this.#heard) {
      if (Date.now() - since > FADE_MS) {
        this.#heard.delete(connection);
        this.#shared.tell();
      }
    }
  }
}

function relative(text: Y.Text, at: number): Y.RelativePosition {
  return Y.createRelativePositionFromTypeIndex(text, at, -1);
}

/** Nothing for what another kind of client says. */
function absolute(doc: Y.Doc, part: string): number | undefined {
  try {
    const place = Y.decodeRelativePosition(fromBase64(part));
    return Y.createAbsolutePositionFromRelativePosition(place, doc)?.index;
  } catch {
    return undefined;
  }
}
