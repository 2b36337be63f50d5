import { type RefObject, Suspense, useEffect, useMemo, useState } from "react";
import type { Project, Status } from "../../api/types.ts";
import { chunk } from "../../app/chunk.ts";
import { allMessages, t } from "../../app/i18n.ts";
import { useCold, useLive, useLoaded, useRows } from "../../sync/hooks.ts";
import { previewBoard } from "../../sync/preview.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { Bone, Later } from "../../ui/states.tsx";
import { Asked } from "../task/asked.tsx";
import { columnKey } from "../task/order.ts";
import { useMay } from "../task/rights.ts";
import { useLook } from "../view/look.ts";
import { type BoardColumn, Column } from "./column.tsx";
import type { Place } from "./moves.ts";
import { SelectionBar } from "./selection-bar.tsx";
import { useColumns } from "./use-columns.ts";

/** What filters, sorts and groups comes when somebody wants that. */
const Arranged = chunk(() => import("./arranged.tsx"), allMessages);

/** A project's tasks in columns, one for each status unless the address says otherwise. */
export function Board({ project }: { project?: Project | undefined }) {
  const id = project?.id;
  const live = useLive();
  const loaded = useLoaded();
  const statuses = useRows<Status>("statuses", id ?? "", "status");
  const { filter, sort, group, lane } = useLook();
  const canEdit = useMay(id);
  const columns = useMemo<BoardColumn[]>(
    () =>
      statuses.map(status => ({
        id: status.id,
        name: status.name,
        glyph: <StatusGlyph category={status.category} />,
        limit: status.wip_limit,
        total: (status as { total?: number }).total,
        list: columnKey(status.project_id, status.id),
        fresh: { status },
      })),
    [statuses],
  );

  useEffect(() => {
    if (id !== undefined) {
      live?.presence.at({ projectId: id });
    }
    return () => live?.presence.at({});
  }, [live, id]);

  const cold = useCold();
  useEffect(() => {
    if (cold && live && id !== undefined) {
      // Without it the board waits for the whole copy.
      void previewBoard(live, id).catch(() => undefined);
    }
  }, [cold, live, id]);

  if (!live || (!loaded && statuses.length === 0)) {
    return <Skeleton />;
  }
  return project && filter + sort + lane === "" && (group === "" || group === "status") ? (
    <Columns id={project.id} columns={columns} canEdit={canEdit} />
  ) : (
    <Suspense fallback={<Skeleton />}>
      <Arranged project={project} />
    </Suspense>
  );
}

interface ColumnsProps {
  /** Of whatever the board shows: what is collapsed is kept by it. */
  id: string;
  columns: readonly BoardColumn[];
  /** How tasks get into the columns, where those are not simply the statuses. */
  places?: readonly Place[];
  /** Tasks have no order of their own. */
  unordered?: boolean;
  canEdit: boolean;
}

/** Columns beside each other, with all that one can do with their cards. */
export function Columns({ id, columns, places, unordered, canEdit }: ColumnsProps) {
  const own = useMemo(() => columns.map(column => column.id), [columns]);
  const { state, root, actions } = useColumns({ own, places, unordered, canEdit });
  const [shut, setShut] = useShut(id);

  return (
    <>
      <ColumnPicker columns={columns} root={root} />
      <div
        ref={root}
        data-board=""
        className="relative flex min-h-0 flex-1 items-start gap-3 overflow-x-auto overflow-y-hidden p-4 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4"
      >
        {columns.map((column, at) => (
          <Column
            key={column.id}
            column={column}
            state={state}
            collapsed={shut.has(column.id)}
            onCollapse={() => setShut(column.id)}
            first={at === 0}
            canEdit={canEdit}
            actions={actions}
          />
        ))}
      </div>
      <span id="board-selected" className="sr-only">
        {t("board.selected_one")}
      </span>
      <SelectionBar state={state} />
      <Asked />
    </>
  );
}

/** On small screens one column is seen at a time; this goes to any. */
export function ColumnPicker({
  columns,
  root,
}: {
  columns: readonly Pick<BoardColumn, "id" | "name" | "glyph">[];
  root: RefObject<HTMLDivElement | null>;
}) {
  const [current, setCurrent] = useState<string>();
  useEffect(() => {
    const board = root.current;
    const look = () => {
      const left = board?.getBoundingClientRect().left ?? 0;
      const near = [...(board?.querySelectorAll<HTMLElement>("[data-column]") ?? [])].map(column => {
        const box = column.getBoundingClientRect();
        return {
          name: column.dataset.column,
          away: Math.abs(box.left + box.width / 2 - left - (board?.clientWidth ?? 0) / 2),
        };
      });
      setCurrent(near.sort((one, other) => one.away - other.away)[0]?.name);
    };
    look();
    board?.addEventListener("scroll", look, { passive: true });
    return () => board?.removeEventListener("scroll", look);
  }, [root, columns]);
  return (
    <nav aria-label={t("board.columns")} className="flex shrink-0 gap-1 overflow-x-auto px-4 pt-3 md:hidden">
      {columns.map(column => (
        <button
          key={column.id}
          type="button"
          aria-current={column.name === current || undefined}
          className="inline-flex h-11 shrink-0 items-center gap-2 rounded-2 px-3 text-sm font-medium text-fg-muted hover:bg-hover aria-current:bg-active aria-current:text-fg"
          onClick={() =>
            root.current
              ?.querySelector(`[data-column="${CSS.escape(column.name)}"]`)
              ?.scrollIntoView({ inline: "start", block: "nearest" })
          }
        >
          {column.glyph}
          <bdi>{column.name}</bdi>
        </button>
      ))}
    </nav>
  );
}

/** Which columns are collapsed, kept in this browser. */
function useShut(project: string): [ReadonlySet<string>, (id: string) => void] {
  const name = `tf.shut.${project}`;
  const [shut, setShut] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(name) ?? "").split(" ").filter(Boolean)),
  );
  const toggle = (id: string) => {
    const next = new Set(shut);
    if (!next.delete(id)) {
      next.add(id);
    }
    localStorage.setItem(name, [...next].join(" "));
    setShut(next);
  };
  return [shut, toggle];
}

/** The shape of a board that is on its way. */
export function Skeleton() {
  return (
    <Later>
      <div role="status" aria-label={t("app.loading")} className="fade flex flex-1 gap-3 overflow-hidden p-4">
        {[4, 3, 5, 2].map(cards => (
          <div
            key={cards}
            className="flex h-fit w-(--tf-column) shrink-0 flex-col gap-2 rounded-3 bg-sunken p-2"
          >
            <Bone className="mb-1 h-6 w-1/2" />
            {Array.from({ length: cards }, (_, at) => (
              <Bone key={at} className="h-20" />
            ))}
          </div>
        ))}
      </div>
    </Later>
  );
}
