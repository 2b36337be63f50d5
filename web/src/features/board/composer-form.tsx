import { useEffect, useId, useRef, useState } from "react";
import type { Status } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { useLive } from "../../sync/hooks.ts";
import type { Live } from "../../sync/live.ts";
import { announce } from "../../ui/announce.ts";
import { toast } from "../../ui/toast.ts";
import type { Fresh } from "../task/changes.ts";
import { isTooLong, makeTasks, peekMade, titlesOf } from "../task/make.ts";
import { TooLong } from "../task/too-long.tsx";

export interface ComposerProps {
  status: Status;
  /** What they have beside it. */
  more?: Fresh["more"];
  /** Of the column, when that is no status. */
  name?: string;
  /** `back`: the keyboard goes back to the cards. */
  onClose(back: boolean): void;
  onMade(id: string): void;
  /** Whether what was made is among what is shown: a filter may not take it. */
  shows?(id: string): boolean;
}

/** By then what was made is drawn. */
const DRAWN_MS = 100;

/** Makes tasks at the top of a column: Enter makes one and goes on, several pasted lines make as many. */
export default function ComposerForm({
  status,
  more,
  name = status.name,
  onClose,
  onMade,
  shows,
}: ComposerProps) {
  const live = useLive();
  const draft = `new ${status.id}`;
  const [title, setTitle] = useState(() => live?.drafts.get(draft) ?? "");
  const field = useRef<HTMLTextAreaElement>(null);
  const shown = useRef(shows);
  shown.current = shows;
  const long = titlesOf(title).some(isTooLong);
  const note = useId();

  useEffect(() => field.current?.focus(), []);
  const write = (text: string) => {
    setTitle(text);
    live?.drafts.set(draft, text);
  };

  const make = (text: string) => {
    const titles = titlesOf(text);
    const made = live && !long ? makeTasks(live, titles, status, more) : undefined;
    if (live && made !== undefined) {
      announce(t("board.made", { count: titles.length, column: name }));
      onMade(made);
      write("");
      setTimeout(() => shown.current?.(made) === false && tellHidden(live, made, titles.length), DRAWN_MS);
    }
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
        aria-label={t("board.new_in", { name })}
        placeholder={t("quickadd.placeholder")}
        rows={2}
        aria-invalid={long || undefined}
        aria-describedby={long ? note : undefined}
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
      {long && <TooLong id={note} className="px-1" />}
      <p className="px-1 text-xs text-fg-subtle">{t("board.compose_hint")}</p>
    </form>
  );
}

/** What a filter hides at once would seem to be lost. */
function tellHidden(live: Live, id: string, count: number): void {
  toast({
    text: t("quickadd.made", { count }),
    kind: "undo",
    action: { label: t("app.open"), run: () => peekMade(live, id) },
  });
}
