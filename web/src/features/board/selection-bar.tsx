import { Suspense } from "react";
import { patientChunk } from "../../app/chunk.ts";
import { type BoardState, useBoard } from "./state.ts";

const SelectionPanel = patientChunk(() => import("./selection-panel.tsx"));

/** What is said of selected tasks and can be done with them. It comes with the first of them. */
export function SelectionBar({ state }: { state: BoardState }) {
  return useBoard(state, board => board.selected.size) === 0 ? null : (
    <Suspense>
      <SelectionPanel state={state} />
    </Suspense>
  );
}
