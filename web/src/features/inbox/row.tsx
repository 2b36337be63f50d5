import { AlarmClock, BellOff, Check, Clock, Ellipsis, Mail, Megaphone, UserRound } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { Comment, Member, Notification, Task } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { useAgo } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { dayName, times, today } from "../../app/times.ts";
import { useRow } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { MenuButton, type MenuItem } from "../../ui/menu.tsx";
import { type Group, plain, until } from "./model.ts";
import { said } from "./words.ts";

interface Props {
  ws: string;
  group: Group;
  members: readonly Member[];
  chosen: boolean;
  /** Where Tab comes in. */
  entry: boolean;
  muted: boolean;
  /** Of a mouse or finger; keys open the task itself. */
  onChoose(group: Group): void;
  onOpen(group: Group): void;
  onDone(group: Group): void;
  menu(group: Group): readonly MenuItem[];
}

/** One task with the newest that is told about it. */
export const GroupRow = memo(function GroupRow(props: Props) {
  const { ws, group, members, chosen, entry, muted } = props;
  const { latest, unread } = group;
  const task = useRow<Task>("task", latest.task_id ?? undefined);
  const comment = useRow<Comment>("comment", (task && latest.comment_id) ?? undefined);
  const since = useAgo(latest.created_at);
  const actor = members.find(member => member.user_id === latest.actor_id);
  const hidden = Boolean(latest.task_id) && !task;
  const title = task?.title ?? (hidden ? t("inbox.hidden") : t(`inbox.kind.${latest.kind}`));
  const more = latest.text || (comment && !comment.deleted_at ? plain(comment.body) : "");
  const press = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) {
      return;
    }
    event.preventDefault();
    // Keys press without a pointer.
    (event.detail === 0 ? props.onOpen : props.onChoose)(group);
  };
  return (
    <li data-group={group.id} className="group/row relative">
      <a
        href={task ? to.task(ws, task.key) : `?item=${group.id}`}
        aria-current={chosen ? "true" : undefined}
        tabIndex={entry ? 0 : -1}
        className={cx(
          "flex gap-3 border-b border-border py-3 ps-6 pe-4 outline-offset-[-2px]",
          chosen ? "bg-selected" : "hover:bg-hover",
        )}
        onClick={press}
      >
        {unread > 0 && (
          <span className="absolute start-2 top-5.5 size-2 rounded-full bg-accent">
            <span className="sr-only">{t("inbox.unread")}</span>
          </span>
        )}
        <Sign one={latest} actor={actor} />
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-3">
            <bdi className={cx("min-w-0 flex-1 truncate", unread > 0 ? "font-semibold" : "text-fg-muted")}>
              {title}
            </bdi>
            <time
              dateTime={latest.created_at}
              data-tip={times.full(latest.created_at)}
              className="shrink-0 text-xs text-fg-muted"
            >
              {since}
            </time>
          </span>
          <span className="block truncate text-sm text-fg-muted">{said(latest, actor?.name)}</span>
          {hidden && chosen && (
            <span className="block text-sm text-fg-muted text-pretty">{t("inbox.hidden_text")}</span>
          )}
          {more && (
            <bdi
              className={cx(
                "block text-sm text-fg-muted",
                chosen && !task ? "whitespace-pre-wrap wrap-anywhere" : "truncate",
              )}
            >
              {more}
            </bdi>
          )}
          <Facts group={group} task={task} muted={muted} />
        </span>
      </a>
      <span className="absolute end-3 bottom-1.5 flex rounded-2 bg-surface opacity-0 shadow-1 group-focus-within/row:opacity-100 group-hover/row:opacity-100 touch:opacity-100 touch:bg-transparent touch:shadow-none">
        <IconButton
          size="sm"
          label={t("inbox.done_named", { name: task?.key ?? title })}
          tipKeys="e"
          onClick={() => props.onDone(group)}
        >
          <Check size={16} />
        </IconButton>
        <MenuButton
          label={t("board.actions", { key: task?.key ?? title })}
          placement="bottom-end"
          className="grid size-6 place-items-center rounded-2 text-fg-muted hover:bg-hover hover:text-fg touch:size-11"
          items={() => props.menu(group)}
        >
          <Ellipsis size={16} aria-hidden="true" />
        </MenuButton>
      </span>
    </li>
  );
});

function Facts({ group, task, muted }: { group: Group; task: Task | undefined; muted: boolean }) {
  const back = until(group);
  const date = back && today(new Date(back));
  return (
    <span className="mt-0.5 flex min-h-4 flex-wrap items-center gap-x-3 text-xs text-fg-muted touch:min-h-9">
      {task && (
        <span className="figures" dir="ltr">
          {task.key}
        </span>
      )}
      {group.items.length > 1 && <span>{t("inbox.count", { count: group.items.length })}</span>}
      {date && (
        <span className="flex items-center gap-1">
          <Clock size={12} aria-hidden="true" />
          {t("inbox.back", { day: dayName(date), time: times.clock(back) })}
        </span>
      )}
      {muted && (
        <span className="flex items-center gap-1">
          <BellOff size={12} aria-hidden="true" />
          {t("inbox.muted")}
        </span>
      )}
    </span>
  );
}

const SIGNS: Partial<Record<Notification["kind"], typeof Mail>> = {
  due_soon: AlarmClock,
  overdue: AlarmClock,
  reminder: AlarmClock,
  invited: Mail,
  notice: Megaphone,
};

/** Who did it, or what came by itself. */
function Sign({ one, actor }: { one: Notification; actor: Member | undefined }) {
  const Icon = SIGNS[one.kind] ?? UserRound;
  if (actor && !SIGNS[one.kind]) {
    return <Avatar id={actor.user_id} name={actor.name} size="lg" mute />;
  }
  return (
    <span
      aria-hidden="true"
      className={cx(
        "grid size-8 shrink-0 place-items-center rounded-full",
        one.kind === "overdue" ? "bg-danger-subtle text-danger-fg" : "bg-active text-fg-muted",
      )}
    >
      <Icon size={16} strokeWidth={1.75} />
    </span>
  );
}
