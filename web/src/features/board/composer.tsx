import { useEffect, useRef, useState } from "react";
import type { Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import type { Change } from "../../sync/command.ts";
import { useLive } from "../../sync/hooks.ts";
import { placeBetween } from "../../sync/place.ts";
import { announce } from "../../ui/announce.ts";
import { createTask } from "../task/changes.ts";
import { columnIds, taskOf } from "../task/order.ts";

/** Makes tasks at the top of a column: Enter makes one and goes on, several pasted lines make as many. */
export function Composer({
  status,
  onClose,
  onMade,
}: {
  status: Status;
  /** `back`: the keyboard goes back to the cards. */
  onClose(back: boolean): void;
  onMade(id: string): void;
}) {
  const live = useLive();
  const draft = `new ${status.id}`;
  const [title, setTitle] = useState(() => live?.drafts.get(draft) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);

  useEffect(() => field.current?.focus(), []);
  const write = (text: string) => {
    setTitle(text);
    live?.drafts.set(draft, text);
  };

  const make = (text: string) => {
    const titles = text
      .split("\n")
      .map(line => line.trim().slice(0, 500))
      .filter(line => line !== "");
    if (!live || titles.length === 0) {
      return;
    }
    const first = taskOf(live.entities, columnIds(live.entities, status.project_id, status.id)[0] ?? "");
    let high = first?.position;
    let before: Change | undefined;
    // The last line first, each on top of the one before it.
    const changes = titles.toReversed().map(one => {
      const position = placeBetween(undefined, high);
      high = position;
      const made = createTask({
        title: one,
        project: status.project_id,
        workspace: status.workspace_id,
        status,
        creator: live.me,
        position,
        top: true,
      });
      before = before ? { ...made, after: [before.thing] } : made;
      return before;
    });
    live.change(changes, "create");
    announce(t("board.made", { count: titles.length, column: status.name }));
    onMade(changes.at(-1)?.thing.id ?? "");
    write("");
  };

  return (
    <form
      className="mx-2 mt-1 mb-2 rounded-3 bg-surface p-2 shadow-1 ring-2 ring-accent"
      onSubmit={event => {
        event.preventDefault();
        make(title);
      }}
    >
      <textarea
        ref={field}
        aria-label={t("board.new_in", { name: status.name })}
        placeholder={t("quickadd.placeholder")}
        rows={2}
        maxLength={5_000}
        dir="auto"
        value={title}
        className="block w-full resize-none bg-transparent px-1 text-md outline-none"
        onChange={event => write(event.target.value)}
        onKeyDown={event => {
          if (event.nativeEvent.isComposing) {
            return;
          }
          if (event.key === "Enter" && !event.shiftKey) {
            event.preventDefault();
            make(title);
          } else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            onClose(true);
          }
        }}
        onBlur={() => title.trim() === "" && onClose(false)}
      />
      <p className="px-1 text-xs text-fg-subtle">{t("board.compose_hint")}</p>
    </form>
  );
}
