type Drag = typeof import("./drag.ts");

let loading: Promise<Drag> | undefined;
let loaded: Drag | undefined;

/** Starts something that needs dragging, which comes after the first cards have been drawn. The answer ends it. */
export function withDrag(start: (drag: Drag) => () => void): () => void {
  if (loaded) {
    return start(loaded);
  }
  let end: (() => void) | undefined;
  let over = false;
  loading ??= import("./drag.ts");
  loading.then(
    drag => {
      loaded = drag;
      if (!over) {
        end = start(drag);
      }
    },
    () => {
      // Whoever wants it next asks again.
      loading = undefined;
    },
  );
  return () => {
    over = true;
    end?.();
  };
}
