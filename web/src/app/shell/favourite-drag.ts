import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";

export type Side = "before" | "after";

const KIND = "favourite";

interface Acts {
  /** On which side of this one the dragged one would go. */
  over(side: Side | undefined): void;
  drop(dragged: string, side: Side): void;
}

/** Lets a favourite be dragged beside another one, until the answer is called. */
export function makeSortable(element: HTMLElement, id: string, { over, drop }: Acts): () => void {
  const sideAt = (clientY: number): Side => {
    const { top, height } = element.getBoundingClientRect();
    return clientY < top + height / 2 ? "before" : "after";
  };
  return combine(
    draggable({ element, getInitialData: () => ({ kind: KIND, id }) }),
    dropTargetForElements({
      element,
      canDrop: ({ source }) => source.data["kind"] === KIND && source.data["id"] !== id,
      onDrag: ({ location }) => over(sideAt(location.current.input.clientY)),
      onDragLeave: () => over(undefined),
      onDrop: ({ source, location }) => {
        over(undefined);
        drop(String(source.data["id"]), sideAt(location.current.input.clientY));
      },
    }),
  );
}
