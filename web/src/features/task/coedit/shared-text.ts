import * as Y from "yjs";
import { isPassing, Problem } from "../../../api/problems.ts";
import { Backoff } from "../../../sync/backoff.ts";
import { getLive } from "../../../sync/hooks.ts";
import type { Live } from "../../../sync/live.ts";
import type { TextListener } from "../../../sync/presence.ts";
import { fromBase64, toBase64 } from "./bytes.ts";
import { draftOf } from "./drafts.ts";
import { mergeTexts, NAME, rewrite } from "./merge.ts";
import { Peers } from "./peers.ts";

/** What came from elsewhere: it is not to be sent. */
export const REMOTE = Symbol("remote");
/** The shortest time between two sendings: what is typed meanwhile goes together. */
const PAUSE_MS = 250;

export type TextState = "opening" | "open" | "refused";

interface Opened {
  readonly generation: string;
  readonly head: number;
  readonly state: string;
}

/** What is kept until the server has it: through reload, crash and lost networks. */
interface Kept {
  readonly generation?: string;
  readonly head: number;
  /** The whole document. */
  readonly state: string;
  /** What of it is not sent yet. */
  readonly unsent?: string;
  /** The text when the server last had everything. */
  readonly base: string;
  /** The text as it is now, for who shows it. */
  readonly text: string;
}

const nothing = () => undefined;

/** A description that several people write at once, from this browser's side. React knows nothing of it. */
export class SharedText {
  readonly taskId: string;
  readonly live: Live;
  readonly peers: Peers;
  doc = new Y.Doc();
  state: TextState = "opening";
  problem: Problem | undefined;
  /** Counts the documents: the editor begins anew with each. */
  turn = 0;
  /** Not known yet when the page starts without the server. */
  #workspace: string | undefined;
  readonly #listeners = new Set<() => void>();
  readonly #listener: TextListener;
  readonly #backoff = new Backoff();
  #generation: string | undefined;
  #head = 0;
  #base: string;
  #unsent: Uint8Array[] = [];
  #sending: Promise<void> | undefined;
  #opening: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #ended = false;
  #kept = false;
  #waiting = false;

  constructor(live: Live, taskId: string, description: string) {
    this.live = live;
    this.taskId = taskId;
    this.#base = description;
    this.peers = new Peers(this);
    this.#listener = frame => this.#hear(frame);
    live.presence.texts.add(this.#listener);
    const draft = live.drafts.get(draftOf(taskId));
    if (draft !== undefined) {
      this.takeUp(draft);
    }
    void this.#open();
  }

  get text(): Y.Text {
    return this.doc.getText(NAME);
  }

  /** Whether there is something that the server does not have. */
  get pending(): boolean {
    return this.#unsent.length > 0;
  }

  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  tell(): void {
    for (const listener of [...this.#listeners]) {
      listener();
    }
  }

  /** Starts without the server: what is typed is merged when it answers. */
  writeAlone(): void {
    if (this.state === "opening") {
      const doc = new Y.Doc();
      doc.getText(NAME).insert(0, this.#base);
      this.#use(doc);
      this.#become("open");
    }
  }

  /** Says a frame about this text; false when there is no connection. */
  say(type: string, more: object = {}): boolean {
    this.#workspace ??= this.live.workspace;
    if (this.#workspace === undefined) {
      return false;
    }
    return this.live.presence.say({ type, workspace: this.#workspace, task_id: this.taskId, ...more });
  }

  /** One is done: everything is sent and becomes the description. Resolves with the task's version, if the server answered. */
  async finish(): Promise<number | undefined> {
    try {
      return await this.#send(true);
    } catch (error) {
      this.#failed(error);
      return undefined;
    }
  }

  /** What is not sent will not be. */
  forget(): void {
    this.#unsent = [];
    this.#sent();
  }

  /** Lets go of it. What is not sent stays on the disk, and is sent later. */
  close(): void {
    this.#ended = true;
    clearTimeout(this.#timer);
    this.live.presence.texts.delete(this.#listener);
    this.say("text_close");
    this.peers.close();
    this.#keep();
    this.doc.destroy();
  }

  /** Goes on with what another page left: it is sent as if it had been written here. */
  takeUp(draft: string): void {
    const kept = JSON.parse(draft) as Kept;
    if (this.state === "open" && kept.generation !== undefined && kept.generation === this.#generation) {
      Y.applyUpdate(this.doc, fromBase64(kept.state));
    } else if (this.state === "open") {
      rewrite(this.text, mergeTexts(kept.base, kept.text, this.text.toString()));
    } else {
      this.#startFrom(kept);
    }
  }

  #startFrom(kept: Kept): void {
    const doc = new Y.Doc();
    Y.applyUpdate(doc, fromBase64(kept.state), REMOTE);
    this.#generation = kept.generation;
    this.#head = kept.head;
    this.#base = kept.base;
    this.#unsent = kept.unsent === undefined ? [] : [fromBase64(kept.unsent)];
    this.#kept = true;
    this.#use(doc);
    this.#keep();
    this.#waits(this.pending);
    this.#become(this.state === "refused" ? "refused" : "open", this.problem);
  }

  #keep(): void {
    const kept: Kept = {
      ...(this.#generation !== undefined && { generation: this.#generation }),
      head: this.#head,
      state: toBase64(Y.encodeStateAsUpdate(this.doc)),
      ...(this.pending && { unsent: toBase64(Y.mergeUpdates(this.#unsent)) }),
      base: this.#base,
      text: this.text.toString(),
    };
    if (this.pending || this.#kept) {
      this.#kept = this.pending;
      this.live.drafts.set(draftOf(this.taskId), this.pending ? JSON.stringify(kept) : undefined);
    }
  }

  #use(doc: Y.Doc): void {
    this.doc.destroy();
    this.doc = doc;
    this.turn += 1;
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== REMOTE) {
        this.#unsent.push(update);
        this.#keep();
        this.#soon();
      }
    });
    this.#plain();
  }

  /** Editors know one kind of line end. */
  #plain(): void {
    const text = this.text.toString();
    if (text.includes("\r")) {
      rewrite(this.text, text.replace(/\r\n?/g, "\n"));
    }
  }

  /** Whether it is to be seen that something is not saved: not for what is on its way. */
  #waits(waiting: boolean): void {
    this.#waiting = waiting;
    this.live.status.pending(waiting ? 1 : 0, draftOf(this.taskId));
  }

  #become(state: TextState, problem?: Problem): void {
    this.state = state;
    this.problem = problem;
    this.tell();
  }

  /** Gets the document from the server, and goes on from there. */
  #open(): Promise<void> {
    this.#opening ??= this.#get().finally(() => {
      this.#opening = undefined;
    });
    return this.#opening;
  }

  async #get(): Promise<void> {
    try {
      const opened = await this.live.api.post<Opened>(`/tasks/${this.taskId}/shared-text`);
      if (!this.#ended) {
        this.#backoff.succeeded();
        this.#adopt(opened);
        this.say("text_open", { generation: opened.generation, head: this.#head });
        this.peers.say();
        this.#soon();
      }
    } catch (error) {
      this.#failed(error);
    }
  }

  #adopt({ generation, head, state }: Opened): void {
    const theirs = fromBase64(state);
    this.#head = head;
    if (generation === this.#generation) {
      Y.applyUpdate(this.doc, theirs, REMOTE);
      this.#plain();
    } else {
      // Another document: what was written here is put into it as far as it is one's own.
      const doc = new Y.Doc();
      Y.applyUpdate(doc, theirs, REMOTE);
      const mine = this.turn > 0 ? this.text.toString() : this.#base;
      const [base, now] = [this.#base, doc.getText(NAME).toString()];
      this.#generation = generation;
      this.#unsent = [];
      this.#use(doc);
      if (this.turn > 1 && mine !== base) {
        rewrite(this.text, mergeTexts(base, mine, now));
      }
    }
    if (!this.pending) {
      this.#base = this.text.toString();
    }
    this.#keep();
    this.#become("open");
  }

  #hear(frame: Parameters<TextListener>[0]): void {
    if (!frame) {
      // A new connection knows nothing of what is open here.
      if (this.#generation === undefined || this.state === "refused") {
        void this.#open();
      } else {
        this.say("text_open", { generation: this.#generation, head: this.#head });
        this.peers.say();
        this.#soon();
      }
    } else if (frame.task_id !== this.taskId) {
      return;
    } else if (frame.type === "text_closed") {
      this.#later();
    } else if (frame.type === "cursor") {
      this.peers.hear(frame);
    } else if (frame.generation !== this.#generation || (!frame.whole && frame.from > this.#head)) {
      void this.#open();
    } else {
      Y.transact(
        this.doc,
        () => frame.updates.forEach(update => void Y.applyUpdate(this.doc, fromBase64(update), REMOTE)),
        REMOTE,
        false,
      );
      this.#head = Math.max(this.#head, frame.to);
      this.#plain();
      this.#sent();
    }
  }

  #sent(): void {
    if (!this.pending) {
      this.#base = this.text.toString();
    }
    this.#keep();
    this.#waits(this.pending && this.#waiting);
    this.tell();
  }

  #soon(): void {
    if (!this.#ended && this.#generation !== undefined && this.pending) {
      this.#timer ??= setTimeout(() => {
        this.#timer = undefined;
        this.#send(false).then(
          () => this.#soon(),
          error => this.#failed(error),
        );
      }, PAUSE_MS);
    }
  }

  /** Sends what waits; one request at a time. */
  async #send(settle: boolean): Promise<number | undefined> {
    while (this.#sending) {
      await this.#sending;
    }
    const sending = this.#post(settle);
    this.#sending = sending.then(nothing, nothing);
    try {
      return await sending;
    } finally {
      this.#sending = undefined;
    }
  }

  async #post(settle: boolean): Promise<number | undefined> {
    const count = this.#unsent.length;
    if (this.#generation === undefined || (count === 0 && !settle)) {
      return undefined;
    }
    const body = {
      generation: this.#generation,
      ...(count > 0 && { update: toBase64(Y.mergeUpdates(this.#unsent)) }),
      ...(settle && { settle }),
    };
    const path = `/tasks/${this.taskId}/shared-text/updates`;
    const { version } = await this.live.api.post<{ version: number }>(path, body);
    // Nothing was taken out meanwhile, but for another document.
    if (body.generation === this.#generation) {
      this.#unsent.splice(0, count);
    }
    this.#backoff.succeeded();
    this.problem = undefined;
    this.#sent();
    return version;
  }

  #failed(error: unknown): void {
    if (this.#ended) {
      return;
    }
    this.#waits(this.pending);
    if (error instanceof Problem && error.code === "text_renewed") {
      void this.#open();
    } else if (error instanceof Problem && error.code === "text_incomplete") {
      this.#unsent = [Y.encodeStateAsUpdate(this.doc)];
      this.#later();
    } else if (error instanceof Problem && !isPassing(error) && error.status !== 401) {
      // What is too long can be made shorter; what may not be written stays to be copied.
      this.#become(error.status === 422 ? "open" : "refused", error);
    } else {
      this.writeAlone();
      this.#later();
    }
  }

  /** Tries again after a while, or as soon as there is a connection again. */
  #later(): void {
    setTimeout(() => {
      // Somebody else may be signed in by now.
      if (!this.#ended && getLive() === this.live) {
        void this.#open();
      }
    }, this.#backoff.wait());
  }
}
