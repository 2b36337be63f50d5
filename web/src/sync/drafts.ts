import type { Disk } from "./disk.ts";

const SOON_MS = 400;

/** Texts that are being written: they outlive leaving, reload, crash and lost sign-in. */
export class Drafts {
  readonly #disk: Disk;
  readonly #texts = new Map<string, string>();
  readonly #dirty = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(disk: Disk) {
    this.#disk = disk;
  }

  async load(): Promise<void> {
    for (const key of await this.#disk.keys("drafts")) {
      const text = await this.#disk.get<string>("drafts", key);
      if (text !== undefined && !this.#texts.has(key)) {
        this.#texts.set(key, text);
      }
    }
  }

  get(key: string): string | undefined {
    return this.#texts.get(key);
  }

  /** A text as it is on the disk now: other tabs write there, too. */
  again(key: string): Promise<string | undefined> {
    return this.#disk.get<string>("drafts", key);
  }

  /** The keys of texts that begin so. */
  keys(start: string): string[] {
    return [...this.#texts.keys()].filter(key => key.startsWith(start));
  }

  /** Keeps a text; nothing forgets it. */
  set(key: string, text: string | undefined): void {
    if (text === undefined || text === "") {
      this.#texts.delete(key);
    } else {
      this.#texts.set(key, text);
    }
    this.#dirty.add(key);
    this.#timer ??= setTimeout(() => void this.save(), SOON_MS);
  }

  /** Writes at once: the page is about to go. */
  async save(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const keys = [...this.#dirty];
    this.#dirty.clear();
    const put = new Map<string, string>();
    for (const key of keys) {
      const text = this.#texts.get(key);
      if (text !== undefined) {
        put.set(key, text);
      }
    }
    try {
      await this.#disk.write(
        "drafts",
        put,
        keys.filter(key => !put.has(key)),
      );
    } catch {
      // A disk that takes nothing now may take it with the next word.
      for (const key of keys) {
        this.#dirty.add(key);
      }
    }
  }
}
