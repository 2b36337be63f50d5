/** What a person's browser keeps: one database each, so that nobody finds another's work. */
export type Shelf = "outbox" | "kept" | "copies" | "drafts";

const SHELVES: readonly Shelf[] = ["outbox", "kept", "copies", "drafts"];
const VERSION = 1;

/** A small door to IndexedDB. Without one (private windows of some browsers) things live as long as the page. */
export class Disk {
  readonly #database: Promise<IDBDatabase | undefined>;
  readonly #memory = new Map<Shelf, Map<string, unknown>>(SHELVES.map(shelf => [shelf, new Map()]));

  constructor(name: string) {
    this.#database = open(name);
  }

  async all<T>(shelf: Shelf): Promise<T[]> {
    const database = await this.#database;
    return database
      ? asked<T[]>(database.transaction(shelf).objectStore(shelf).getAll())
      : ([...(this.#memory.get(shelf)?.values() ?? [])] as T[]);
  }

  async get<T>(shelf: Shelf, key: string): Promise<T | undefined> {
    const database = await this.#database;
    return database
      ? asked<T | undefined>(database.transaction(shelf).objectStore(shelf).get(key))
      : (this.#memory.get(shelf)?.get(key) as T | undefined);
  }

  async keys(shelf: Shelf): Promise<string[]> {
    const database = await this.#database;
    return database
      ? ((await asked(database.transaction(shelf).objectStore(shelf).getAllKeys())) as string[])
      : [...(this.#memory.get(shelf)?.keys() ?? [])];
  }

  /** Puts and takes away, all or nothing. Resolves when it is stored. */
  async write(shelf: Shelf, put: ReadonlyMap<string, unknown>, remove: Iterable<string> = []): Promise<void> {
    const database = await this.#database;
    if (!database) {
      const memory = this.#memory.get(shelf);
      for (const key of remove) {
        memory?.delete(key);
      }
      for (const [key, value] of put) {
        memory?.set(key, structuredClone(value));
      }
      return;
    }
    const transaction = database.transaction(shelf, "readwrite");
    const store = transaction.objectStore(shelf);
    for (const key of remove) {
      store.delete(key);
    }
    for (const [key, value] of put) {
      store.put(value, key);
    }
    // At once, without waiting for the requests: the page may be about to go.
    transaction.commit();
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = transaction.onerror = () => reject(transaction.error);
    });
  }

  async close(): Promise<void> {
    (await this.#database)?.close();
  }

  /** Removes everything that it keeps. */
  async wipe(): Promise<void> {
    const database = await this.#database;
    for (const shelf of SHELVES) {
      this.#memory.get(shelf)?.clear();
      if (database) {
        await asked(database.transaction(shelf, "readwrite").objectStore(shelf).clear());
      }
    }
  }
}

function open(name: string): Promise<IDBDatabase | undefined> {
  if (typeof indexedDB === "undefined") {
    return Promise.resolve(undefined);
  }
  return new Promise(resolve => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      for (const shelf of SHELVES) {
        if (!request.result.objectStoreNames.contains(shelf)) {
          request.result.createObjectStore(shelf);
        }
      }
    };
    request.onsuccess = () => {
      // Another tab with a newer version may go on.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => resolve(undefined);
  });
}

function asked<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}
