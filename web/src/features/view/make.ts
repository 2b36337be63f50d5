import type { View } from "../../api/types.ts";
import { go, to, workspaceSlug } from "../../app/address.ts";
import { getLive } from "../../sync/hooks.ts";
import { placeBetween } from "../../sync/place.ts";
import { createView, type Drawn } from "./changes.ts";

/** Keeps a view under a name, and goes there. */
export function makeView(drawn: Drawn, project: string | undefined, name: string, shared: boolean): void {
  const live = getLive();
  if (!live?.workspace) {
    return;
  }
  const places = (live.entities.list("view") as unknown as readonly View[]).map(one => one.position).sort();
  const change = createView(drawn, {
    workspace: live.workspace,
    owner: live.me,
    project,
    name,
    shared,
    position: placeBetween(places.at(-1), undefined),
  });
  live.change([change], "view");
  go(to.view(workspaceSlug(), change.thing.id));
}
