import type { Api } from "../api/client.ts";
import type { Problem } from "../api/problems.ts";
import { accessOf } from "./access.ts";
import { type Change, type Command, commandOf } from "./command.ts";
import { Connection, type Event } from "./connection.ts";
import { deliverer, type World } from "./deliver.ts";
import { Disk } from "./disk.ts";
import { Drafts } from "./drafts.ts";
import { Entities } from "./entities.ts";
import type { Thing } from "./frames.ts";
import { Glow } from "./glow.ts";
import { keptOf, Shelved, texts } from "./kept.ts";
import { LISTS } from "./lists.ts";
import type { News } from "./news.ts";
import { Outbox } from "./outbox.ts";
import { Overlay } from "./overlay.ts";
import { foreignOf, minesOf, overruled } from "./overruled.ts";
import { Persist } from "./persist.ts";
import { Presence } from "./presence.ts";
import { rowOf } from "./rows.ts";
import { Status } from "./status.ts";
import { KEPT_TOPIC, LOADED_TOPIC, STATUS_TOPIC } from "./topics.ts";
import { type Done, Undo } from "./undo.ts";
import { type Base, View } from "./view.ts";

/** Everything live of one person: what is shown, what is on its way, who is here. One a page. */
export class Live {
  readonly api: Api;
  readonly me: string;
  readonly entities = new Entities(LISTS);
  readonly glow = new Glow(topic => this.entities.touch(topic));
  readonly undo: Undo;
  readonly presence: Presence;
  readonly status: Status;
  readonly kept: Shelved;
  readonly drafts: Drafts;
  readonly outbox: Outbox;
  readonly #disk: Disk;
  readonly #overlay = new Overlay();
  readonly #view: View;
  readonly #listeners = new Set<(news: News) => void>();
  /** One's own requests, so that their effects are not taken for somebody else's. */
  readonly #own = new Set<string>();
  readonly #caughtUp = new Set<string>();
  #persists: Persist[] = [];
  #connection: Connection | undefined;
  #workspace: string | undefined;
  #opening = 0;
  #settling = false;

  constructor(api: Api, me: string) {
    this.api = api;
    this.me = me;
    this.#disk = new Disk(`taskflow-${me}`);
    this.#view = new View(this.entities, this.#overlay);
    this.undo = new Undo(thing => this.entities.get(thing.entity, thing.id));
    this.presence = new Presence(
      frame => this.#connection?.say(frame) ?? false,
      topic => this.entities.touch(topic),
    );
    this.status = new Status(() => this.entities.touch(STATUS_TOPIC));
    this.kept = new Shelved(this.#disk, () => this.entities.touch(KEPT_TOPIC));
    this.drafts = new Drafts(this.#disk);
    this.outbox = new Outbox({
      disk: this.#disk,
      name: `taskflow-outbox-${me}`,
      send: deliverer(api, this.#world()),
      changed: () => this.status.pending(this.outbox.size, "", this.outbox.isStopped),
      added: command => this.#lay(command),
      gone: (command, refused) => (refused ? this.#refused(command, refused) : this.#lift(command.id)),
    });
  }

  /** The workspace that is shown. */
  get workspace(): string | undefined {
    return this.#workspace;
  }

  /** Whether there is anything to show of the workspace yet. */
  get isLoaded(): boolean {
    return this.#connection?.replicas.get(this.#workspace ?? "")?.token !== undefined;
  }

  on(listener: (news: News) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Takes up what an earlier page left unsaved. */
  async start(): Promise<void> {
    await Promise.allSettled([this.drafts.load(), this.kept.load()]);
    for (const command of await this.outbox.load()) {
      this.#lay(command);
    }
  }

  /** Follows a workspace, from what was kept of it, or with `me` one's own things alone; the one before is left. */
  async open(workspace: string): Promise<void> {
    if (this.#workspace === workspace && this.#connection) {
      return;
    }
    this.#opening += 1;
    const turn = this.#opening;
    await this.#leave();
    const streams = workspace === "me" ? ["me"] : ["me", workspace];
    const restored = await Promise.all(streams.map(stream => Persist.restore(this.#disk, stream)));
    if (turn !== this.#opening) {
      return;
    }
    this.#workspace = workspace;
    this.#persists = restored.map(({ persist }) => persist);
    this.presence.enter(workspace === "me" ? undefined : workspace);
    this.#view.show(restored.map(({ replica }) => replica));
    this.#connection = new Connection(
      accessOf(this.api),
      restored.map(({ replica }) => replica),
      event => this.#hear(event),
    );
    for (const persist of this.#persists) {
      persist.start();
    }
    this.entities.touch(LOADED_TOPIC);
  }

  /** Shows rows that were asked for by themselves until the copy is here. */
  preview(rows: Base): void {
    if (!this.isLoaded && this.#connection) {
      this.#view.preview(rows);
    }
  }

  /** Everything of this page ends; what is unsaved stays on the disk. */
  async close(): Promise<void> {
    this.#opening += 1;
    await this.#leave();
    await this.drafts.save();
    this.outbox.close();
    this.status.stop();
    await this.#disk.close();
  }

  /** Signing out: nothing of it stays in this browser. */
  async wipe(): Promise<void> {
    this.#opening += 1;
    this.#connection?.close();
    this.#persists.splice(0).forEach(persist => void persist.end());
    this.outbox.close();
    this.status.stop();
    await this.#disk.wipe();
    await this.#disk.close();
  }

  /** The page is about to be hidden, and may never come back. */
  async save(): Promise<void> {
    await Promise.all([this.drafts.save(), ...this.#persists.map(persist => persist.save())]);
  }

  /** What the browser says of the network. */
  online(online: boolean): void {
    this.status.online(online);
    if (online) {
      this.#connection?.hurry();
      this.outbox.poke(true);
    } else {
      this.#connection?.cut();
    }
  }

  /** Somebody is signed in again. */
  resume(): void {
    const workspace = this.#workspace;
    this.outbox.poke(true);
    if (workspace !== undefined && this.#connection?.state === "signed_out") {
      this.#workspace = undefined;
      void this.open(workspace);
    }
  }

  /** Whether something about it is not saved yet. */
  isPending(thing: Thing): boolean {
    return this.#overlay.isPending(thing);
  }

  /** Makes changes: they show at once, and are sent in order. One step of undo, called by `label`. */
  change(changes: readonly Change[], label: string): void {
    const done = this.#make(changes);
    this.undo.did({ label, at: Date.now(), done });
  }

  /** Takes the last step back. */
  undoLast(): News | undefined {
    return this.#back("undone");
  }

  redoLast(): News | undefined {
    return this.#back("redone");
  }

  #back(kind: "undone" | "redone"): News | undefined {
    const done: Done[] = [];
    const make = (change: Change) => void done.push(...this.#make([change]));
    const taken = kind === "undone" ? this.undo.takeUndo(make) : this.undo.takeRedo(make);
    if (!taken) {
      return undefined;
    }
    const { label, moved } = taken;
    this.undo[kind === "undone" ? "undid" : "redid"]({ label, at: Date.now(), done });
    const news: News = { kind, label, things: taken.changes.map(change => change.thing), moved };
    this.#tell(news);
    return news;
  }

  #make(changes: readonly Change[]): Done[] {
    const stream = this.#workspace;
    if (stream === undefined) {
      return [];
    }
    const done: Done[] = [];
    const commands: Command[] = [];
    for (const change of changes) {
      const row = this.entities.get(change.thing.entity, change.thing.id);
      const command = commandOf(stream, change, row, this.outbox.nextOrder());
      commands.push(command);
      this.#lay(command);
      if (change.undo) {
        // A new thing may have been worked on since; it goes to the trash as it is.
        const after = change.kind === "patch" ? command.fields : {};
        done.push({ cause: command.id, thing: change.thing, after, back: change.undo });
      }
    }
    void this.outbox.add(commands);
    return done;
  }

  /** Shows a command's change over what is confirmed. */
  #lay(command: Command): void {
    this.#own.add(command.id);
    if (command.kind !== "none" && !this.#overlay.has(command.id)) {
      const { id: cause, thing, kind, fields, base, baseVersion, merge } = command;
      this.#overlay.add({ ...thing, cause, kind, fields, base, baseVersion, ...(merge && { merge }) });
      this.#refresh([thing]);
    }
  }

  /** Shows it no more. */
  #lift(cause: string): void {
    const thing = this.#overlay.drop(cause);
    this.#refresh(thing ? [thing] : []);
  }

  #refresh(things: readonly Thing[]): void {
    this.#view.refresh(things);
    for (const thing of things) {
      this.#view.touch(thing);
    }
  }

  #world(): World {
    return {
      base: command => this.#view.base(command.thing),
      begin: command => {
        const connection = this.#connection;
        const replica = connection?.replicas.get(command.stream);
        const id = command.answers === undefined ? undefined : replica?.beginRequest();
        const end = () => id !== undefined && replica?.endRequest(id);
        return {
          failed: end,
          done: (row, seq) => {
            if (row && connection && id !== undefined && connection === this.#connection) {
              this.#settling = true;
              connection.answered(command.stream, id, [rowOf(command.answers as string, row)], seq);
              this.#settling = false;
            }
            end();
            if (row) {
              this.undo.settled(command.id, row);
            }
            const isShown = row && (!replica || replica.get(command.answers ?? "", String(row.id)));
            if (isShown || seq === undefined || (replica?.seq ?? Number.POSITIVE_INFINITY) >= seq) {
              this.#lift(command.id);
            } else {
              this.#overlay.answered(command.id, command.stream, seq);
              this.#view.touch(command.thing);
            }
          },
        };
      },
      refused: (command, problem) => this.#refused(command, problem),
      conflict: (command, clash, current) => {
        this.#lift(command.id);
        this.undo.refused(command.id);
        void this.kept.keep({
          ...this.#keep(command, clash),
          kind: "conflict",
          theirs: texts(current, clash),
          version: Number(current.version),
          code: "version_conflict",
        });
        this.#tell({ kind: "conflict", id: command.id, thing: command.thing });
      },
    };
  }

  #keep(command: Command, only?: readonly string[]) {
    const row = this.entities.get(command.thing.entity, command.thing.id) ?? this.#view.base(command.thing);
    return keptOf(command, row, only);
  }

  #refused(command: Command, problem: Problem): void {
    const kept = this.#keep(command);
    this.#lift(command.id);
    this.undo.refused(command.id);
    if (Object.keys(kept.mine).length > 0) {
      void this.kept.keep({ ...kept, kind: "refused", theirs: {}, version: undefined, code: problem.code });
    }
    this.#tell({ kind: "refused", id: command.id, thing: command.thing, name: kept.name, problem });
  }

  #hear(event: Event): void {
    switch (event.kind) {
      case "applied": {
        const lifted = event.causes.flatMap(cause => {
          const thing = this.#overlay.drop(cause);
          // The stream may tell what the server chose before the answer does.
          this.undo.settled(cause, (thing && this.#view.base(thing)) ?? {});
          return thing ?? [];
        });
        const seq = this.#connection?.replicas.get(event.stream)?.seq ?? -1;
        const reached = this.#overlay.reached(event.stream, seq);
        this.#persistOf(event.stream)?.changed(event.changed);
        const foreign = this.#settling ? [] : foreignOf(event, this.#own);
        const mine = minesOf(foreign, this.undo, this.entities);
        this.#view.refresh(event.changed);
        this.#refresh([...lifted, ...reached]);
        this.glow.light(foreign);
        overruled(mine, this.entities).forEach(news => void this.#tell(news));
        break;
      }
      case "snapshot":
        this.#overlay.reached(event.stream, Number.POSITIVE_INFINITY);
        this.#persistOf(event.stream)?.replaced();
        this.#view.reload(this.isLoaded);
        this.entities.touch(LOADED_TOPIC);
        break;
      case "live":
        this.#caughtUp.add(event.stream);
        // Only who is followed is heard: what was said before, nobody has.
        this.presence.again();
        this.#connected();
        break;
      case "reset":
        this.#caughtUp.delete(event.stream);
        this.#connected();
        break;
      case "gone":
        void this.#persistOf(event.stream)?.forget();
        this.#view.reload(true);
        this.entities.touch(LOADED_TOPIC);
        this.#tell({ kind: "gone", stream: event.stream });
        break;
      case "presence":
        this.presence.hear(event.frame);
        break;
      case "state":
        if (event.state === "open") {
          this.presence.again();
          this.outbox.poke(true);
        } else {
          this.#caughtUp.clear();
          this.presence.forget();
        }
        this.#connected();
        break;
    }
  }

  #connected(): void {
    const streams = [...(this.#connection?.replicas.keys() ?? [])];
    const all = streams.length > 0 && streams.every(stream => this.#caughtUp.has(stream));
    this.status.connected(all && this.#connection?.state === "open");
  }

  #persistOf(stream: string): Persist | undefined {
    return this.#persists[stream === "me" ? 0 : 1];
  }

  async #leave(): Promise<void> {
    this.#connection?.close();
    this.#connection = undefined;
    this.#caughtUp.clear();
    const persists = this.#persists.splice(0);
    this.#workspace = undefined;
    this.undo.clear();
    await Promise.all(persists.map(persist => persist.stop()));
  }

  #tell(news: News): void {
    [...this.#listeners].forEach(listener => void listener(news));
  }
}
