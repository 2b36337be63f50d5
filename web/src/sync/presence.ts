import type { PresenceFrame } from "./frames.ts";
import { presenceTopic, type Topic, taskPresenceTopic } from "./topics.ts";

export interface Spot {
  readonly userId: string;
  readonly projectId: string | undefined;
  readonly taskId: string | undefined;
  readonly typing: boolean;
}

/** Where one is oneself. */
export interface Here {
  readonly projectId?: string;
  readonly taskId?: string;
  readonly typing?: boolean;
}

/** Typing is said again while it lasts: the server lets it fade after six seconds. */
const TYPING_MS = 4_000;

/** Who is here now. Nothing of it is kept, and a word of it may be lost. */
export class Presence {
  readonly #say: (frame: object) => boolean;
  readonly #touch: (topic: Topic) => void;
  readonly #people = new Map<string, Spot>();
  readonly #now: () => number;
  #workspace: string | undefined;
  #here: Here = {};
  #typedAt = 0;

  constructor(say: (frame: object) => boolean, touch: (topic: Topic) => void, now: () => number = Date.now) {
    this.#say = say;
    this.#touch = touch;
    this.#now = now;
  }

  /** Another workspace: nobody there is known yet. */
  enter(workspace: string): void {
    this.#workspace = workspace;
    this.forget();
  }

  /** One is here now, and not where one was. */
  at(here: Here): void {
    const { typing: _, ...place } = here;
    const { typing: __, ...before } = this.#here;
    if (place.projectId !== before.projectId || place.taskId !== before.taskId || this.#here.typing) {
      this.#here = place;
      this.again();
    }
  }

  /** One types into the task where one is. */
  typing(): void {
    if (this.#now() - this.#typedAt >= TYPING_MS) {
      this.#typedAt = this.#now();
      this.#speak({ ...this.#here, typing: true });
    }
  }

  /** Says again where one is: the connection is a new one. */
  again(): void {
    this.#typedAt = 0;
    this.#speak(this.#here);
  }

  hear(frame: PresenceFrame): void {
    if (frame.workspace !== this.#workspace) {
      return;
    }
    const touched = new Set<string>();
    for (const id of frame.left ?? []) {
      add(touched, this.#people.get(id)?.taskId);
      this.#people.delete(id);
    }
    for (const person of frame.people ?? []) {
      add(touched, this.#people.get(person.user_id)?.taskId);
      add(touched, person.task_id);
      this.#people.set(person.user_id, {
        userId: person.user_id,
        projectId: person.project_id,
        taskId: person.task_id,
        typing: person.typing === true,
      });
    }
    this.#tell(touched);
  }

  /** The connection is lost: who is here is not known. */
  forget(): void {
    const touched = new Set<string>();
    for (const spot of this.#people.values()) {
      add(touched, spot.taskId);
    }
    this.#people.clear();
    this.#tell(touched);
  }

  people(): readonly Spot[] {
    return [...this.#people.values()];
  }

  #tell(tasks: ReadonlySet<string>): void {
    this.#touch(presenceTopic);
    for (const id of tasks) {
      this.#touch(taskPresenceTopic(id));
    }
  }

  #speak(here: Here): void {
    if (this.#workspace !== undefined) {
      this.#say({
        type: "presence",
        workspace: this.#workspace,
        ...(here.projectId !== undefined && { project_id: here.projectId }),
        ...(here.taskId !== undefined && { task_id: here.taskId }),
        ...(here.typing && { typing: true }),
      });
    }
  }
}

function add(set: Set<string>, id: string | undefined): void {
  if (id !== undefined) {
    set.add(id);
  }
}
