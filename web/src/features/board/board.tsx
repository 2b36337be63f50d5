import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Project, Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { HeaderActions } from "../../app/shell/frame.tsx";
import { useLive, useLoaded, useRows } from "../../sync/hooks.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { Bone, Later } from "../../ui/states.tsx";
import { toast } from "../../ui/toast.ts";
import { Asked } from "../task/asked.tsx";
import { Column } from "./column.tsx";
import { useBoardCommands } from "./commands.ts";
import { inOrder, type Moving, moveInto } from "./moves.ts";
import { PeopleHere } from "./people-here.tsx";
import { SelectionBar } from "./selection-bar.tsx";
import { BoardState, type Slot, useBoard } from "./state.ts";
import { useTaskActions } from "./task-actions.ts";
import { withDrag } from "./with-drag.ts";

/** A project's tasks in columns, one for each status. */
export function Board({ project }: { project: Project }) {
  const live = useLive();
  const loaded = useLoaded();
  const statuses = useRows<Status>("statuses", project.id, "status");
  const [state] = useState(() => new BoardState());
  const root = useRef<HTMLDivElement>(null);
  const [shut, setShut] = useShut(project.id);
  const canEdit = !project.archived_at;
  const moving = useMemo<Moving | undefined>(
    () => live && { live, state, statuses },
    [live, state, statuses],
  );

  useEffect(() => {
    live?.presence.at({ projectId: project.id });
    return () => live?.presence.at({});
  }, [live, project.id]);

  // Where the cards in the hand stood when they were lifted.
  const lifted = useRef(new Map<string, string>());
  const inHand = useBoard(state, board => board.hand?.ids);
  useEffect(() => {
    if (inHand && live) {
      const places = inHand.map(id => [id, live.entities.get("task", id)] as const);
      lifted.current = new Map(places.map(([id, task]) => [id, `${task?.status_id} ${task?.position}`]));
    }
  }, [inHand, live]);
  const drop = useCallback(
    (ids: readonly string[], { column, slot }: Slot) => {
      const status = statuses.find(one => one.id === column);
      if (moving && status) {
        const dropped = inOrder(moving, ids);
        moveInto(moving, dropped, status, slot);
        // Somebody else moved one of them while it was in the hand: this drop comes later, and so it counts.
        for (const task of dropped.filter(
          one => lifted.current.get(one.id) !== `${one.status_id} ${one.position}`,
        )) {
          toast({ text: t("board.moved_meanwhile", { key: task.key }), kind: `meanwhile ${task.id}` });
        }
      }
    },
    [moving, statuses],
  );
  const drawn = statuses.length > 0;
  useEffect(() => {
    const element = root.current;
    return element && canEdit && drawn ? withDrag(drag => drag.watchBoard(element, state, drop)) : undefined;
  }, [state, drop, canEdit, drawn]);

  // What is gone is not selected any more.
  useEffect(
    () => live?.entities.subscribeAll(() => state.keep(id => live.entities.get("task", id) !== undefined)),
    [live, state],
  );

  const actions = useTaskActions(moving, canEdit);
  useBoardCommands(moving, canEdit);

  if (!loaded || !live) {
    return <Skeleton />;
  }
  return (
    <>
      <HeaderActions>
        <PeopleHere project={project.id} />
      </HeaderActions>
      <ColumnPicker statuses={statuses} root={root} />
      <div
        ref={root}
        data-board=""
        className="flex min-h-0 flex-1 items-start gap-3 overflow-x-auto overflow-y-hidden p-4 max-md:snap-x max-md:snap-mandatory max-md:scroll-px-4"
      >
        {statuses.map((status, at) => (
          <Column
            key={status.id}
            status={status}
            state={state}
            collapsed={shut.has(status.id)}
            onCollapse={() => setShut(status.id)}
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
function ColumnPicker({
  statuses,
  root,
}: {
  statuses: readonly Status[];
  root: React.RefObject<HTMLDivElement | null>;
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
  }, [root, statuses]);
  return (
    <nav aria-label={t("board.columns")} className="flex shrink-0 gap-1 overflow-x-auto px-4 pt-3 md:hidden">
      {statuses.map(status => (
        <button
          key={status.id}
          type="button"
          aria-current={status.name === current || undefined}
          className="inline-flex h-11 shrink-0 items-center gap-2 rounded-2 px-3 text-sm font-medium text-fg-muted hover:bg-hover aria-current:bg-active aria-current:text-fg"
          onClick={() =>
            root.current
              ?.querySelector(`[data-column="${CSS.escape(status.name)}"]`)
              ?.scrollIntoView({ inline: "start", block: "nearest" })
          }
        >
          <StatusGlyph category={status.category} />
          <bdi>{status.name}</bdi>
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
function Skeleton() {
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
