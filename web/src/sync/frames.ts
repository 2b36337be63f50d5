/** Frames as the server sends them; docs/SYNC.md describes each. */

/** A workspace's id, or `me`. */
export type Stream = string;

/** A row as REST answers it. */
export type Data = Readonly<Record<string, unknown>>;

export interface Thing {
  readonly entity: string;
  readonly id: string;
}

export interface SnapshotRow extends Thing {
  readonly version: number;
  readonly data: Data;
}

export interface Op extends Thing {
  readonly seq: number;
  readonly op: "upsert" | "remove";
  readonly version: number;
  readonly data?: Data;
  /** The idempotency key of the request that did it. */
  readonly cause?: string;
}

export interface Delta {
  readonly type: "delta";
  readonly workspace: Stream;
  readonly from: number;
  readonly to: number;
  readonly token: string;
  readonly ops: readonly Op[];
}

export interface ScopeFrame {
  readonly type: "scope";
  readonly workspace: Stream;
  readonly scope?: string;
  readonly added?: readonly Thing[];
  readonly removed?: readonly Thing[];
  readonly visible?: { readonly projects: readonly string[]; readonly invitations: boolean };
}

export interface ResetFrame {
  readonly type: "reset";
  readonly workspace: Stream;
  readonly reason?: string;
  readonly min_delay_ms?: number;
  readonly max_delay_ms?: number;
}

export interface PresenceFrame {
  readonly type: "presence";
  readonly workspace: Stream;
  readonly people?: readonly {
    user_id: string;
    project_id?: string;
    task_id?: string;
    typing?: boolean;
    idle?: boolean;
  }[];
  readonly left?: readonly string[];
}

/** What others typed into a shared text: updates in Base64. */
export interface TextFrame {
  readonly type: "text";
  readonly workspace: Stream;
  readonly task_id: string;
  readonly generation: string;
  /** The first update is the whole document. */
  readonly whole: boolean;
  readonly from: number;
  readonly to: number;
  readonly updates: readonly string[];
}

export interface TextClosedFrame {
  readonly type: "text_closed";
  readonly workspace: Stream;
  readonly task_id: string;
}

export interface CursorFrame {
  readonly type: "cursor";
  readonly workspace: Stream;
  readonly task_id: string;
  readonly cursors: readonly { connection_id: string; user_id: string; at?: string }[];
}

/** What goes beside the stream, without a place in it. */
export type BesideFrame = PresenceFrame | TextFrame | TextClosedFrame | CursorFrame;

export interface ErrorFrame {
  readonly type: "error";
  readonly code: string;
  readonly retry?: boolean;
  readonly detail?: string;
  readonly workspace?: Stream;
}

/** What speaks of one stream. */
export type StreamFrame =
  | Delta
  | ScopeFrame
  | ResetFrame
  | BesideFrame
  | {
      readonly type: "resume";
      readonly workspace: Stream;
      readonly mode: "live" | "replay" | "http" | "reset";
      readonly reason?: string;
    }
  | { readonly type: "live"; readonly workspace: Stream; readonly token: string; readonly scope?: string }
  | { readonly type: "more"; readonly workspace: Stream; readonly token: string };

export type Frame =
  | StreamFrame
  | ErrorFrame
  | { readonly type: "welcome"; readonly ping_s: number; readonly max_frame: number }
  | { readonly type: "ping"; readonly positions: Readonly<Record<Stream, string>> }
  | { readonly type: "notice"; readonly notice: string; readonly backoff_ms: readonly [number, number] };

/** Reads a frame. A type that is not known passes, to be ignored; throws when it is no frame at all. */
export function readFrame(text: string): Frame {
  const frame: unknown = JSON.parse(text);
  if (typeof frame !== "object" || frame === null || !("type" in frame) || typeof frame.type !== "string") {
    throw new Error("not a frame");
  }
  return frame as Frame;
}
