import type { Notification } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { isUnread } from "./model.ts";

interface Props {
  /** Whose inbox it is about; absent: that of any workspace but `except`. */
  workspace?: string;
  except?: string | undefined;
  className: string;
}

/** Says on a workspace's sign that something in it waits to be read. */
export default function UnreadDot({ workspace, except, className }: Props) {
  const waits = useAll<Notification>("notification").some(
    one =>
      isUnread(one) &&
      one.kind !== "invited" &&
      (workspace === undefined ? one.workspace_id !== except : one.workspace_id === workspace),
  );
  return waits ? (
    <span data-unread-dot="" className={cx("absolute size-2 rounded-full bg-accent", className)}>
      <span className="sr-only">
        {t(workspace === undefined ? "inbox.unread_elsewhere" : "inbox.unread")}
      </span>
    </span>
  ) : null;
}
