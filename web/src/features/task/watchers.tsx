import { Eye, EyeOff } from "lucide-react";
import type { Member, Task, Watcher } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, useLive, useRows } from "../../sync/hooks.ts";
import { Avatars } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { toggleWatch } from "./marking.ts";

/** Who follows a task, oneself among them or not. */
export function Watchers({ task }: { task: Task }) {
  const live = useLive();
  const rows = useRows<Watcher>("watchers", task.id, "watcher");
  const members = useAll<Member>("member");
  const mine = rows.find(row => row.user_id === live?.me);
  const people = rows.flatMap(row => {
    const member = members.find(one => one.user_id === row.user_id);
    return member ? [{ id: member.user_id, name: member.name }] : [];
  });
  return (
    <div className="flex items-center gap-2">
      {people.length > 0 && <Avatars people={people} most={4} size="sm" />}
      <Button
        kind="ghost"
        size="sm"
        aria-pressed={mine !== undefined}
        tip={t("detail.watch_text")}
        tipKeys="w"
        onClick={() => toggleWatch([task])}
      >
        {mine ? <EyeOff size={14} /> : <Eye size={14} />}
        {t(mine ? "detail.unwatch" : "detail.watch")}
      </Button>
    </div>
  );
}
