import type { Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { fullDay } from "../../app/times.ts";
import { Popover } from "../../ui/popover.tsx";
import { Composer } from "../board/composer.tsx";
import type { BoardState } from "../board/state.ts";
import { Chip } from "./chip.tsx";

interface DayProps {
  day: string;
  anchor: DOMRect;
  /** The tasks of that day, in their order. */
  ids: readonly string[];
  state: BoardState;
  /** That of a new task; absent where none can be made. */
  status: Status | undefined;
  onClose(): void;
}

/** All tasks of a day, and a place to make another. */
export function Day({ day, anchor, ids, state, status, onClose }: DayProps) {
  return (
    <Popover
      anchor={anchor}
      label={fullDay(day)}
      placement="bottom-start"
      className="p-2 md:max-h-96 md:w-72 md:overflow-auto"
      onClose={onClose}
    >
      <h3 className="px-2 pt-1 pb-2 text-sm font-semibold">{fullDay(day)}</h3>
      {ids.length > 0 && (
        <ul
          aria-label={t("calendar.tasks_on", { day: fullDay(day) })}
          className="flex flex-col gap-1 px-2 pb-2"
        >
          {ids.map(id => (
            <Chip key={id} id={id} state={state} />
          ))}
        </ul>
      )}
      {status && (
        <Composer
          status={status}
          name={fullDay(day)}
          more={{ due: { date: day } }}
          onMade={id => {
            onClose();
            state.focus(id);
          }}
          onClose={back => back && onClose()}
        />
      )}
    </Popover>
  );
}
