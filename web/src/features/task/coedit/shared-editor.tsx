import { useEffect, useMemo, useReducer, useState } from "react";
import type { Member, Task } from "../../../api/types.ts";
import { explain } from "../../../app/explain.ts";
import { t } from "../../../app/i18n.ts";
import { getLive, useAll, useLive } from "../../../sync/hooks.ts";
import { Avatar, inkOf } from "../../../ui/avatar.tsx";
import { Button } from "../../../ui/button.tsx";
import { Bones } from "../../../ui/states.tsx";
import { toast } from "../../../ui/toast.ts";
import Editor from "../editor.tsx";
import { shared } from "./binding.ts";
import { acquire, release } from "./registry.ts";
import type { SharedText } from "./shared-text.ts";

export { resume } from "./registry.ts";

/** What is left when one is done: the text, and the task's version once it is the description. */
export interface Finished {
  readonly text: string;
  readonly version: Promise<number | undefined>;
}

/** A description while it is written, by whoever else has it open, too. */
export default function SharedEditor({ task, onDone }: { task: Task; onDone(finished: Finished): void }) {
  const live = useLive();
  const [session, setSession] = useState<SharedText>();
  const [drawn, draw] = useReducer((count: number) => count + 1, 0);
  const members = useAll<Member>("member");

  useEffect(() => {
    if (live) {
      const opened = acquire(live, task.id, task.description);
      const end = opened.on(draw);
      setSession(opened);
      return () => {
        end();
        release(opened);
      };
    }
  }, [live, task.id]);

  const turn = session?.turn ?? 0;
  const start = useMemo(
    () => session && { text: session.text.toString(), tie: shared(session, LOOK) },
    [session, turn],
  );
  if (!session || !start || session.state === "opening") {
    return <Bones rows={3} />;
  }
  if (session.state === "refused") {
    return <Refused session={session} onClose={() => onDone(givenUp(session, task))} />;
  }
  const done = () => onDone({ text: session.text.toString(), version: session.finish() });
  const people = session.peers.people().flatMap(id => members.filter(member => member.user_id === id));
  return (
    <>
      <Editor
        key={turn}
        label={t("task.description")}
        autoFocus
        text={start.text}
        tie={start.tie}
        onSave={done}
        onCancel={done}
      />
      {session.problem && (
        <p role="alert" className="text-sm text-danger-fg">
          {explain(session.problem)}
        </p>
      )}
      <div className="flex flex-wrap items-center gap-2" data-drawn={drawn}>
        <Button kind="primary" tipKeys="mod+Enter" tip={t("task.done_writing")} onClick={done}>
          {t("task.done_writing")}
        </Button>
        {people.length > 0 && (
          <ul
            aria-label={t("task.writing_too")}
            className="flex list-none items-center -space-x-1 rtl:space-x-reverse"
          >
            {people.map(({ user_id, name }) => (
              <li key={user_id}>
                <Avatar id={user_id} name={name} className="ring-2 ring-bg" />
              </li>
            ))}
          </ul>
        )}
        <span className="ms-auto text-xs text-fg-subtle">{t("task.markdown_hint")}</span>
      </div>
    </>
  );
}

/** One may not write, or not any more: what one wrote can be taken along. */
function Refused({ session, onClose }: { session: SharedText; onClose(): void }) {
  const wrote = session.turn > 0;
  const text = session.text.toString();
  const copy = () => {
    void navigator.clipboard.writeText(text);
    toast({ text: t("app.copied") });
  };
  return (
    <>
      <p role="alert" className="text-sm text-danger-fg">
        {session.problem ? explain(session.problem) : ""} {wrote && t("task.text_refused")}
      </p>
      {wrote && (
        <textarea
          readOnly
          dir="auto"
          aria-label={t("task.description")}
          value={text}
          rows={8}
          className="w-full rounded-2 border border-border-strong bg-sunken p-3 text-md"
        />
      )}
      <div className="flex gap-2">
        {wrote && <Button onClick={copy}>{t("app.copy")}</Button>}
        <Button onClick={onClose}>{t("app.close")}</Button>
      </div>
    </>
  );
}

/** What is not to be written any more is not kept either: one has seen it. */
function givenUp(session: SharedText, task: Task): Finished {
  session.forget();
  return { text: task.description, version: Promise.resolve(task.version) };
}

const LOOK = { name: nameOf, ink: inkOf };

function nameOf(userId: string): string {
  const members = (getLive()?.entities.list("member") ?? []) as unknown as Member[];
  return members.find(member => member.user_id === userId)?.name ?? t("task.somebody");
}
