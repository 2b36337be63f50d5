import type { Thing } from "./frames.ts";
import type { Merged } from "./merge.ts";
import type { ReadAt } from "./part.ts";
import { nameOf, type Rows } from "./rows.ts";

/** Projects and tasks that one request may name. */
const PROJECTS = 50;
const TASKS = 200;

/** A snapshot of a part that must be asked for. One of the three lists is filled. */
export interface Fetch {
  readonly id: number;
  readonly projects: readonly string[];
  readonly tasks: readonly string[];
  readonly entities: readonly string[];
}

/** How something went away last. */
export interface Removal {
  readonly version: number;
  /** What was read at this entry or later knows of it. */
  readonly seq: number;
}

/** Nothing of it that is on its way counts. What may be seen again is asked for again. */
export const FOR_GOOD: Removal = { version: Number.POSITIVE_INFINITY, seq: Number.POSITIVE_INFINITY };

/** Where and with which rights something was read that may be otherwise now. */
export interface Doubt extends ReadAt {
  /** It was there, though perhaps not all that hangs on it. */
  readonly brought: boolean;
}

export interface UnderWay {
  readonly asked: Fetch;
  /** What went away since it began, by name. */
  readonly removed: Map<string, Removal>;
  /** Whole kinds that may not be seen any more. */
  readonly hidden: Set<string>;
}

/** What must be fetched beside the stream, and what went away meanwhile. */
export class Fetches {
  readonly #projects = new Set<string>();
  readonly #tasks = new Set<string>();
  readonly #entities = new Set<string>();
  readonly #underWay = new Map<number, UnderWay>();
  /** What a fetch may have brought wrongly, or not, by name. A kind has no id. */
  readonly #doubts = new Map<string, readonly [Thing, Doubt]>();
  #last = 0;

  /**
   * A project, a task or all of a kind must be fetched, also when an earlier fetch is under way: that may have been
   * read before what is told now.
   */
  need(thing: Thing): void {
    const list = this.#listOf(thing);
    if (list) {
      list.add(thing.id);
    } else {
      this.#entities.add(thing.entity);
    }
  }

  /** A project that may be seen must be held: it is fetched unless that is being done. */
  needProject(id: string): void {
    if (!this.#isComing({ entity: "project", id })) {
      this.#projects.add(id);
    }
  }

  /** A task came from where it could not be seen, perhaps: it is fetched unless that is being done. */
  needTask(id: string): void {
    if (!this.#isComing({ entity: "task", id })) {
      this.#tasks.add(id);
    }
  }

  #isComing(thing: Thing): boolean {
    const asks = ({ projects, tasks }: Fetch) => (thing.entity === "project" ? projects : tasks);
    const fetches = [...this.#underWay.values()];
    return fetches.some(
      ({ asked, removed }) => asks(asked).includes(thing.id) && !removed.has(nameOf(thing)),
    );
  }

  needAll(entity: string): void {
    const fetches = [...this.#underWay.values()];
    if (!fetches.some(fetch => fetch.asked.entities.includes(entity) && !fetch.hidden.has(entity))) {
      this.#entities.add(entity);
    }
  }

  removed(thing: Thing, { version, seq }: Removal): void {
    for (const { removed } of this.#underWay.values()) {
      const last = removed.get(nameOf(thing)) ?? { version, seq };
      removed.set(nameOf(thing), {
        version: Math.max(version, last.version),
        seq: Math.max(seq, last.seq),
      });
    }
  }

  /** It is not to be asked for any more. */
  cancel(thing: Thing): void {
    this.#doubts.delete(nameOf(thing));
    this.#listOf(thing)?.delete(thing.id);
  }

  /** No thing of the kind may be seen any more. */
  hide(entity: string): void {
    this.#entities.delete(entity);
    this.#doubts.delete(nameOf({ entity, id: "" }));
    for (const fetch of this.#underWay.values()) {
      fetch.hidden.add(entity);
    }
  }

  /** The projects that are waited for. */
  projects(): string[] {
    const underWay = [...this.#underWay.values()].flatMap(fetch => fetch.asked.projects);
    const doubted = [...this.#doubts.values()].map(([thing]) => thing);
    const projects = doubted.filter(thing => thing.entity === "project").map(thing => thing.id);
    return [...this.#projects, ...underWay, ...projects];
  }

  /** Nothing is missing that a fetch will bring. */
  get isIdle(): boolean {
    const waiting = this.#projects.size + this.#tasks.size + this.#entities.size + this.#doubts.size;
    return waiting === 0 && [...this.#underWay.values()].every(({ asked }) => isEmpty(asked));
  }

  next(): Fetch | undefined {
    if (this.#projects.size > 0) {
      return this.begin(take(this.#projects, PROJECTS), [], []);
    }
    if (this.#tasks.size > 0) {
      return this.begin([], take(this.#tasks, TASKS), []);
    }
    if (this.#entities.size > 0) {
      return this.begin([], [], take(this.#entities, this.#entities.size));
    }
    return undefined;
  }

  begin(projects: readonly string[], tasks: readonly string[], entities: readonly string[]): Fetch {
    this.#last += 1;
    const asked = { id: this.#last, projects, tasks, entities };
    this.#underWay.set(asked.id, { asked, removed: new Map(), hidden: new Set() });
    return asked;
  }

  /** `undefined` when it has been made void. */
  end(id: number): UnderWay | undefined {
    const fetch = this.#underWay.get(id);
    this.#underWay.delete(id);
    return fetch;
  }

  doubt(doubts: Merged["doubts"]): void {
    for (const [thing, doubt] of doubts) {
      this.#doubts.set(nameOf(thing), [thing, doubt]);
    }
  }

  /**
   * The copy stands at the entry `seq`, with the rights `scope`. What was read with these, and was whole or is not there
   * with them, is well; a task that is not held is not there. The rest is asked for again once the copy is beyond where
   * it was read: until then what is held may be told to go.
   */
  settleDoubts(seq: number, scope: string | undefined, rows: Rows): void {
    const awaited = this.projects();
    for (const [name, [thing, doubt]] of this.#doubts) {
      const isTask = thing.entity === "task";
      const isWell = doubt.seq <= seq && doubt.scope === scope && (doubt.brought || !isTask);
      if (isWell || (isTask && !rows.stays(thing, awaited))) {
        this.#doubts.delete(name);
      } else if (doubt.seq < seq) {
        this.#doubts.delete(name);
        this.need(thing);
      }
    }
  }

  /** It brought nothing: what is still wanted of it waits again. `held` says what came back after it went away. */
  failed(id: number, held: (thing: Thing) => boolean): void {
    const fetch = this.end(id);
    if (!fetch) {
      return;
    }
    const wanted = (thing: Thing) => !fetch.removed.has(nameOf(thing)) || held(thing);
    const again = (entity: string, ids: readonly string[], list: Set<string>) => {
      for (const id of ids.filter(id => wanted({ entity, id }))) {
        list.add(id);
      }
    };
    again("project", fetch.asked.projects, this.#projects);
    again("task", fetch.asked.tasks, this.#tasks);
    for (const kind of fetch.asked.entities.filter(kind => !fetch.hidden.has(kind))) {
      this.#entities.add(kind);
    }
  }

  /** The numbers go on, so that an answer to a fetch from before is known as such. */
  clear(): void {
    this.#projects.clear();
    this.#tasks.clear();
    this.#entities.clear();
    this.#underWay.clear();
    this.#doubts.clear();
  }

  #listOf(thing: Thing): Set<string> | undefined {
    return { project: this.#projects, task: this.#tasks }[thing.entity];
  }
}

function isEmpty(fetch: Fetch): boolean {
  return fetch.projects.length + fetch.tasks.length + fetch.entities.length === 0;
}

function take(list: Set<string>, most: number): string[] {
  const taken = [...list].sort().slice(0, most);
  for (const id of taken) {
    list.delete(id);
  }
  return taken;
}
