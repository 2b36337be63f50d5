import { SmilePlus } from "lucide-react";
import { useRef, useState } from "react";
import type { Comment, Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { list, number } from "../../app/times.ts";
import { getLive, useAll, useLive } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { Popover } from "../../ui/popover.tsx";
import { react } from "./hanging-changes.ts";

const OFFERED = ["👍", "🎉", "❤️", "😄", "👀", "🚀", "🎯", "🙏"] as const;

/** What people felt about a comment; who may not comment sees it, and adds nothing. */
export function Reactions({ comment, may }: { comment: Comment; may: boolean }) {
  const live = useLive();
  const members = useAll<Member>("member");
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const toggle = (emoji: string) => live && getLive()?.change([react(comment, live.me, emoji)], "reaction");
  const names = (ids: readonly string[]) =>
    list(ids.map(id => members.find(one => one.user_id === id)?.name ?? t("task.somebody")));
  return (
    <div className="flex flex-wrap items-center gap-1">
      {comment.reactions.map(({ emoji, user_ids }) => {
        const mine = user_ids.includes(live?.me ?? "");
        const all = {
          "aria-label": t("detail.reacted", {
            emoji,
            number: number(user_ids.length),
            names: names(user_ids),
          }),
          "data-tip": names(user_ids),
          className: cx(
            "figures inline-flex h-6 items-center gap-1 rounded-full border px-2 text-xs touch:h-11",
            mine ? "border-accent bg-selected text-accent-fg" : "border-border",
            may && !mine && "hover:bg-hover",
          ),
          children: (
            <>
              <span aria-hidden="true">{emoji}</span>
              {number(user_ids.length)}
            </>
          ),
        };
        return may ? (
          <button key={emoji} type="button" aria-pressed={mine} onClick={() => toggle(emoji)} {...all} />
        ) : (
          <span key={emoji} role="img" {...all} />
        );
      })}
      {may && (
        <button
          ref={button}
          type="button"
          aria-label={t("detail.react")}
          aria-haspopup="dialog"
          aria-expanded={open}
          data-tip={t("detail.react")}
          className="grid size-6 place-items-center rounded-full text-fg-subtle hover:bg-hover hover:text-fg touch:size-11"
          onClick={() => setOpen(!open)}
        >
          <SmilePlus size={14} />
        </button>
      )}
      {open && (
        <Popover anchor={button} label={t("detail.react")} onClose={() => setOpen(false)} className="p-1">
          <div className="flex gap-0.5">
            {OFFERED.map(emoji => (
              <button
                key={emoji}
                type="button"
                aria-label={emoji}
                className="grid size-9 place-items-center rounded-2 text-lg hover:bg-hover touch:size-11"
                onClick={() => {
                  setOpen(false);
                  toggle(emoji);
                }}
              >
                {emoji}
              </button>
            ))}
          </div>
        </Popover>
      )}
    </div>
  );
}
