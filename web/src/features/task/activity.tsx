import type { Member } from "../../api/types.ts";
import { useAgo } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { times } from "../../app/times.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { type Entry, inText } from "./told.ts";

/** One thing that somebody did to a task. */
export default function Done({ entry }: { entry: Entry }) {
  const name = useAll<Member>("member").find(member => member.user_id === entry.actor_id)?.name;
  const since = useAgo(entry.at);
  return (
    <div className="flex items-start gap-2 ps-1 text-sm">
      {entry.actor_id ? (
        <Avatar id={entry.actor_id} name={name ?? "?"} size="sm" mute />
      ) : (
        <span className="size-5" />
      )}
      <p className="min-w-0 flex-1 text-fg-muted wrap-anywhere">
        <bdi className="font-medium text-fg">{name ?? t(entry.actor_id ? "task.somebody" : "app.name")}</bdi>{" "}
        {inText(entry)} ·{" "}
        <time dateTime={entry.at} data-tip={times.full(entry.at)}>
          {since}
        </time>
      </p>
    </div>
  );
}
