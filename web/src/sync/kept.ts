import type { Change, Command } from "./command.ts";
import type { Disk } from "./disk.ts";
import type { Data, Thing } from "./frames.ts";

/** Something that a person wrote and that could not be saved as it is. It is kept until they have decided. */
export interface Kept {
  readonly id: string;
  readonly kind: "conflict" | "refused";
  readonly stream: string;
  readonly thing: Thing;
  /** How the thing was called, such as `WEB-12 Fix login`. */
  readonly name: string;
  /** The texts, by field. */
  readonly mine: Readonly<Record<string, string>>;
  /** What somebody else wrote there meanwhile. */
  readonly theirs: Readonly<Record<string, string>>;
  /** What stood there when editing began. */
  readonly base: Readonly<Record<string, string>>;
  /** The version that `theirs` is of. */
  readonly version: number | undefined;
  /** Why it was refused. */
  readonly code: string | undefined;
  readonly at: number;
  readonly command: Command;
}

/** What is to be kept of a command; `row` is its thing as it is on screen. */
export function keptOf(command: Command, row: Data | undefined, only?: readonly string[]) {
  return {
    id: command.id,
    stream: command.stream,
    thing: command.thing,
    name: [row?.key, row?.title ?? row?.name].filter(part => typeof part === "string").join(" "),
    mine: texts({ ...command.fields, ...command.body }, only),
    base: texts(command.base, only),
    at: Date.now(),
    command,
  };
}

/** What writes texts over what stands there now, which the person has seen, whatever kind of thing it is. */
export function overwriting(
  { command, theirs }: Pick<Kept, "command" | "theirs">,
  texts: Readonly<Record<string, string>>,
  version: number,
): Change {
  const { thing, method, path, answers } = command;
  return {
    thing,
    kind: "patch",
    fields: texts,
    method,
    path,
    body: texts,
    guard: Object.keys(texts),
    began: { fields: theirs, version },
    ...(answers !== undefined && { answers }),
    undo: now => now && overwriting({ command, theirs: texts }, theirs, Number(now.version)),
  };
}

/** The texts among fields: the others need no keeping. */
export function texts(fields: Data, only?: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(fields).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === "string" && entry[1] !== "" && (only?.includes(entry[0]) ?? TEXTS.has(entry[0])),
    ),
  );
}

const TEXTS: ReadonlySet<string> = new Set(["title", "description", "body", "name"]);

/** What is kept, on the disk and on screen. */
export class Shelved {
  readonly #disk: Disk;
  readonly #tell: () => void;
  #items: readonly Kept[] = [];

  constructor(disk: Disk, tell: () => void) {
    this.#disk = disk;
    this.#tell = tell;
  }

  get items(): readonly Kept[] {
    return this.#items;
  }

  async load(): Promise<void> {
    const stored = await this.#disk.all<Kept>("kept");
    this.#items = [...stored, ...this.#items].sort((one, other) => one.at - other.at);
    this.#tell();
  }

  async keep(item: Kept): Promise<void> {
    this.#items = [...this.#items.filter(other => other.id !== item.id), item];
    this.#tell();
    // A disk that takes nothing leaves it with the page.
    await this.#disk.write("kept", new Map([[item.id, item]])).catch(() => undefined);
  }

  async settle(id: string): Promise<void> {
    this.#items = this.#items.filter(item => item.id !== id);
    this.#tell();
    await this.#disk.write("kept", new Map(), [id]).catch(() => undefined);
  }
}
