import type { Thing } from "./frames.ts";
import type { ReadAt } from "./part.ts";
import { nameOf } from "./rows.ts";

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

/** What follows `snapshot?`. */
export function queryOf(fetch: Fetch): string {
  const pairs = [
    ...fetch.projects.map(id => ["project", id]),
    ...fetch.tasks.map(id => ["task", id]),
    ...fetch.entities.map(kind => ["entity", kind]),
  ];
  return new URLSearchParams(pairs).toString();
}

export interface UnderWay {
  readonly asked: Fetch;
  /** What went away since it began, with the version of the removal. */
  readonly removed: Map<string, number>;
  /** Whole kinds that may not be seen any more. */
  readonly hidden: Set<string>;
}

/** The copy, as far as what is fetched must know of it. */
interface Seen {
  readonly seq: number;
  readonly scope: string | undefined;
  readonly holds: (thing: Thing) => boolean;
}

/** What must be fetched beside the stream, and what went away meanwhile. */
export class Fetches {
  readonly #projects = new Set<string>();
  readonly #tasks = new Set<string>();
  readonly #entities = new Set<string>();
  readonly #underWay = new Map<number, UnderWay>();
  /**
   * What a fetch did not bring although it may be there, by name, with the entry at which that was read: it is asked for
   * again once the copy is beyond that. A kind has no id.
   */
  readonly #doubts = new Map<string, { readonly thing: Thing; readonly seq: number }>();
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

  /** It went away with this version; `Infinity` when whatever version there is may not be seen. */
  removed(thing: Thing, version: number): void {
    for (const { removed } of this.#underWay.values()) {
      removed.set(nameOf(thing), Math.max(version, removed.get(nameOf(thing)) ?? version));
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
    this.#doubts.delete(nameOf(kindOf(entity)));
    for (const fetch of this.#underWay.values()) {
      fetch.hidden.add(entity);
    }
  }

  /** The projects that are waited for. */
  projects(): string[] {
    const underWay = [...this.#underWay.values()].flatMap(fetch => fetch.asked.projects);
    const doubted = [...this.#doubts.values()].filter(({ thing }) => thing.entity === "project");
    return [...this.#projects, ...underWay, ...doubted.map(({ thing }) => thing.id)];
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

  /**
   * What a fetch asked for, did not bring, and that did not go away meanwhile, may be there nevertheless. A task is
   * when it is held. The rest is seen or not by one's rights alone: with those that the copy knows of it would have come.
   */
  doubt(fetch: UnderWay, brought: readonly Thing[], read: ReadAt, copy: Seen): void {
    const came = new Set([...brought, ...brought.map(({ entity }) => kindOf(entity))].map(nameOf));
    const { asked, removed, hidden } = fetch;
    const tasks = asked.tasks.map(id => ({ entity: "task", id })).filter(copy.holds);
    const projects = asked.projects.map(id => ({ entity: "project", id }));
    const kinds = asked.entities.filter(kind => !hidden.has(kind)).map(kindOf);
    for (const thing of read.scope === copy.scope ? tasks : [...tasks, ...projects, ...kinds]) {
      if (!came.has(nameOf(thing)) && !removed.has(nameOf(thing))) {
        this.#doubts.set(nameOf(thing), { thing, seq: read.seq });
      }
    }
  }

  /** What is in doubt since before where the copy is was there after all; a task that it does not hold was not. */
  settleDoubts(copy: Seen): void {
    for (const [name, { thing, seq }] of this.#doubts) {
      const gone = thing.entity === "task" && !copy.holds(thing);
      if (gone || seq < copy.seq) {
        this.#doubts.delete(name);
      }
      if (!gone && seq < copy.seq) {
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

/** Stands for all of a kind. */
function kindOf(entity: string): Thing {
  return { entity, id: "" };
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
