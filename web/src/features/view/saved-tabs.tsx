import type { View } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { Tab } from "../../app/shell/frame.tsx";
import { useAll } from "../../sync/hooks.ts";
import { comparePlace } from "../../sync/place.ts";

/** The saved views of a project, beside its layouts. */
export default function SavedTabs({
  ws,
  project,
  current,
}: {
  ws: string;
  project: string | undefined;
  current: string | undefined;
}) {
  const views = useAll<View>("view")
    .filter(view => (project === undefined ? view.id === current : view.project_id === project))
    .sort((one, other) => comparePlace(one.position, other.position));
  return (
    <>
      {views.length > 0 && project !== undefined && (
        <span aria-hidden="true" className="mx-1 h-4 w-px shrink-0 bg-border" />
      )}
      {views.map(view => (
        <Tab key={view.id} href={to.view(ws, view.id)} current={view.id === current}>
          <bdi className="max-w-48 truncate">{view.name}</bdi>
        </Tab>
      ))}
    </>
  );
}
