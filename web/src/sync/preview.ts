import type { Data, Thing } from "./frames.ts";
import type { Live } from "./live.ts";
import type { Base } from "./view.ts";

/** Rows that were asked for by themselves, so that a cold start need not wait for the whole copy. */
export class Preview implements Base {
  readonly #rows = new Map<string, [Thing, { readonly data: Data }]>();

  add(entity: string, data: Data): void {
    const id = String(data.id);
    this.#rows.set(`${entity} ${id}`, [{ entity, id }, { data }]);
  }

  get(entity: string, id: string): { readonly data: Data } | undefined {
    return this.#rows.get(`${entity} ${id}`)?.[1];
  }

  rows(): Iterable<[Thing, { readonly data: Data }]> {
    return this.#rows.values();
  }
}

/** How many cards of a column come at first. */
const CARDS = 20;

interface Column extends Data {
  readonly id: string;
  readonly count: number;
  readonly tasks: readonly Data[];
}

/** The first cards of each column of a board. A column says how many tasks it has in all. */
export async function previewBoard(live: Live, project: string): Promise<void> {
  const { workspace } = live;
  const query = { group_by: "status", sort: "position", cards: CARDS, limit: 100 };
  const { items } = await live.api.get<{ items: readonly Column[] }>(`/projects/${project}/tasks/groups`, {
    query,
  });
  const preview = new Preview();
  for (const [at, { id, name, category, wip_limit, count, tasks }] of items.entries()) {
    const position = String(at).padStart(3, "0");
    preview.add("status", {
      id,
      name,
      category,
      wip_limit,
      position,
      project_id: project,
      total: count,
      version: 0,
    });
    for (const task of tasks) {
      preview.add("task", task);
    }
  }
  if (live.workspace === workspace) {
    live.preview(preview);
  }
}
