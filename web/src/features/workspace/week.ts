import { workspaceSlug } from "../../app/address.ts";
import { usePref } from "../../app/prefs.ts";
import { useWorkspace } from "./queries.ts";

/**
 * The day that calendars start their weeks with, from 1 (Monday) to 7: as whoever looks wishes, else as the workspace
 * says. Filters and groups mean the workspace's week, as the server does.
 */
export function useOwnWeekStart(): number {
  const own = usePref("weekStart");
  const workspace = useWorkspace(workspaceSlug());
  return own || (workspace?.week_start ?? 1);
}
