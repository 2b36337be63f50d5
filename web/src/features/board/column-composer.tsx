import { useRef } from "react";
import type { BoardColumn } from "./column.tsx";
import { Composer, useComposer } from "./composer.tsx";
import { type BoardState, useBoard } from "./state.ts";

interface ColumnComposerProps {
  column: BoardColumn;
  /** What it is called, where a column is divided. */
  name: string;
  state: BoardState;
  ids: readonly string[];
}

/** Where tasks are made in a column, while somebody does. Afterwards the keyboard goes to the new card, else to where one came from. */
export function ColumnComposer({ column: { id, fresh }, name, state, ids }: ColumnComposerProps) {
  useComposer();
  const made = useRef<string>(undefined);
  const composing = useBoard(state, board => board.composing === id);
  if (!composing || !fresh) {
    return null;
  }
  return (
    <Composer
      status={fresh.status}
      more={fresh.more}
      name={name}
      shows={task => ids.includes(task)}
      onClose={back => {
        state.compose(undefined);
        if (back) {
          state.focus(made.current ?? state.focused ?? ids[0]);
        }
        made.current = undefined;
      }}
      onMade={task => {
        made.current = task;
        state.reveal(task);
      }}
    />
  );
}
