import type { BesideFrame } from "./frames.ts";
import { presenceTopic, type Topic, taskPresenceTopic } from "./topics.ts";

export interface Spot {
  readonly userId: string;
  readonly projectId: string | undefined;
  readonly taskId: string | undefined;
  readonly typing: boolean;
  /** They have done nothing for a while. */
  readonly idle: boolean;
}

/** Where one is oneself. */
export interface Here {
  readonly projectId?: string;
  readonly taskId?: string;
  readonly typing?: boolean;
}

/** Typing is said again while it lasts: the server lets it fade after six seconds. */
const TYPING_MS = 4_000;

/** A shared text that is open: its frames, and `undefined` when the connection is a new one. */
export type TextListener = (frame: Exclude<BesideFrame, { type: "presence" }> | undefined) => void;

/** Who is here now. Nothing of it is kept, and a word of it may be lost. */
export class Presence {
  /** Shared texts that are open. They need the same lane. */
  readonly texts = new Set<TextListener>();
  readonly say: (frame: object) => boolean;
  readonly #touch: (topic: Topic) => void;
  readonly #people = new Map<string, Spot>();
  readonly #now: () => number;
  #workspace: string | undefined;
  #here: Here = {};
  #typedAt = 0;
  #idle = false;
  #hidden = false;

  constructor(say: (frame: object) => boolean, touch: (topic: Topic) => void, now: () => number = Date.now) {
    this.say = say;
    this.#touch = touch;
    this.#now = now;
  }

  /** Another workspace, or none: nobody there is known yet. */
  enter(workspace: string | undefined): void {
    this.#workspace = workspace;
    this.forget();
  }

  /** One is here now, and not where one was. */
  at(here: Here): void {
    const { typing: _, ...place } = here;
    const { typing: __, ...before } = this.#here;
    if (place.projectId !== before.projectId || place.taskId !== before.taskId || this.#here.typing) {
      this.#here = place;
      this.#typedAt = 0;
      this.#speak(place);
    }
  }

  /** One types into the task where one is. */
  typing(): void {
    if (this.#now() - this.#typedAt >= TYPING_MS) {
      this.#typedAt = this.#now();
      this.#speak({ ...this.#here, typing: true });
    }
  }

  /** One has done nothing for a while, or does something again. */
  rests(idle: boolean): void {
    if (idle !== this.#idle) {
      this.#idle = idle;
      this.#speak(this.#here);
    }
  }

  /** One does not want to be seen anywhere, or does again. */
  hides(hidden: boolean): void {
    if (hidden !== this.#hidden) {
      this.#hidden = hidden;
      this.#speak(this.#here);
    }
  }

  /** Says again where one is: the connection is a new one. */
  again(): void {
    this.#typedAt = 0;
    this.#speak(this.#here);
    this.#tellTexts(undefined);
  }

  hear(frame: BesideFrame): void {
    if (frame.workspace !== this.#workspace) {
      return;
    }
    if (frame.type !== "presence") {
      this.#tellTexts(frame);
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
        idle: person.idle === true,
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

  #tellTexts(frame: Parameters<TextListener>[0]): void {
    for (const listener of this.texts) {
      listener(frame);
    }
  }

  #speak(place: Here): void {
    const here = this.#hidden ? {} : place;
    if (this.#workspace !== undefined) {
      this.say({
        type: "presence",
        workspace: this.#workspace,
        ...(here.projectId !== undefined && { project_id: here.projectId }),
        ...(here.taskId !== undefined && { task_id: here.taskId }),
        ...(here.typing && { typing: true }),
        ...(this.#idle && { idle: true }),
      });
    }
  }
}

function add(set: Set<string>, id: string | undefined): void {
  if (id !== undefined) {
    set.add(id);
  }
}
