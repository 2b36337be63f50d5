import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { type BoardState, useBoard } from "./state.ts";

const ACTIONS = [
  ["task.status", "task.status"],
  ["task.assignees", "task.assignees"],
  ["task.priority", "task.priority"],
  ["task.due", "task.due"],
  ["task.move", "board.move_to"],
  ["task.trash", "task.trash"],
] as const;

/** How many are selected, what can be done with them, and a way out. */
export default function SelectionPanel({ state }: { state: BoardState }) {
  const count = useBoard(state, board => board.selected.size);
  return (
    <div
      data-selection=""
      className="rise absolute inset-x-0 bottom-4 z-panel mx-auto flex w-fit max-w-[calc(100%-1rem)] items-center gap-1 overflow-x-auto rounded-3 bg-raised py-2 ps-4 pe-2 text-sm shadow-2"
    >
      <span role="status" className="figures shrink-0 pe-2 font-medium">
        {t("board.selected", { count })}
      </span>
      {ACTIONS.map(([id, label]) => (
        <Button key={id} kind="ghost" onClick={() => run(id)}>
          {t(label)}
        </Button>
      ))}
      <Button onClick={() => state.clear()} tipKeys="Escape" tip={t("board.clear")}>
        {t("board.clear")}
      </Button>
    </div>
  );
}
