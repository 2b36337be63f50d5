import type { Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useAll, usePeopleIn } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";

/** Who looks at this project now. */
export function PeopleHere({ project }: { project: string }) {
  const spots = usePeopleIn(project);
  const members = useAll<Member>("member");
  const people = spots.flatMap(({ userId, idle }) =>
    members.filter(member => member.user_id === userId).map(member => ({ ...member, idle })),
  );
  if (people.length === 0) {
    return null;
  }
  return (
    <ul
      aria-label={t("board.people_here")}
      className="flex list-none items-center -space-x-1 rtl:space-x-reverse"
    >
      {people.slice(0, 4).map(({ user_id, name, idle }) => (
        <li key={user_id}>
          <Avatar id={user_id} name={name} faded={idle} className="ring-2 ring-bg" />
        </li>
      ))}
      {people.length > 4 && (
        <li className="figures ps-2 text-xs text-fg-muted">{t("app.more", { count: people.length - 4 })}</li>
      )}
    </ul>
  );
}
