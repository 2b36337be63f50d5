import { MoreHorizontal } from "lucide-react";
import { Suspense, useRef, useState } from "react";
import type { Comment, Member, Task } from "../../api/types.ts";
import { patientChunk } from "../../app/chunk.ts";
import { useAgo } from "../../app/clock.ts";
import { t } from "../../app/i18n.ts";
import { list, times } from "../../app/times.ts";
import { getLive, useAll, useLive, usePending, usePeopleAt } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Button } from "../../ui/button.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { comment, editComment } from "./changes.ts";
import { MarkdownField } from "./markdown-field.tsx";
import { Reactions } from "./reactions.tsx";
import { unsay } from "./unsay.ts";

const Markdown = patientChunk(() => import("./markdown.tsx"));

interface ThreadProps {
  task: Task;
  head: Comment;
  answers: readonly Comment[];
  /** Whether one may say something here. */
  may: boolean;
}

/** What was said, and what was answered to it. */
export function Thread({ task, head, answers, may }: ThreadProps) {
  const kept = getLive()?.drafts.get(`comment ${task.id} ${head.id}`);
  const [answering, setAnswering] = useState(kept !== undefined);
  const thread = useRef<HTMLLIElement>(null);
  return (
    <li ref={thread} data-thread tabIndex={-1} className="flex flex-col gap-3">
      <Said said={head} may={may} onAnswer={head.deleted_at ? undefined : () => setAnswering(true)} />
      {answers.map(answer => (
        <div key={answer.id} className="ms-9">
          <Said said={answer} may={may} onAnswer={() => setAnswering(true)} />
        </div>
      ))}
      {answering && may && (
        <div className="ms-9">
          <Compose
            task={task}
            parent={head.id}
            onEnd={() => {
              setAnswering(false);
              thread.current?.focus({ preventScroll: true });
            }}
          />
        </div>
      )}
    </li>
  );
}

interface SaidProps {
  said: Comment;
  may: boolean;
  onAnswer?: (() => void) | undefined;
}

function Said({ said, may, onAnswer }: SaidProps) {
  const live = useLive();
  const author = useAll<Member>("member").find(member => member.user_id === said.author_id);
  const pending = usePending("comment", said.id);
  const since = useAgo(said.created_at);
  const [began, setBegan] = useState(() =>
    // What was being changed when one left is gone on with.
    live?.drafts.get(editDraft(said)) === undefined ? undefined : beganWith(said),
  );
  const box = useRef<HTMLDivElement>(null);
  const mine = may && live?.me === said.author_id;
  if (said.deleted_at) {
    return <p className="ms-9 text-sm text-fg-subtle italic">{t("task.comment_deleted")}</p>;
  }
  return (
    <div ref={box} tabIndex={-1} className="flex gap-3" data-pending={pending || undefined}>
      <Avatar id={said.author_id} name={author?.name ?? "?"} mute />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <p className="flex min-h-6 items-center gap-2 text-sm">
          <bdi className="truncate font-semibold">{author?.name ?? t("task.somebody")}</bdi>
          <time
            dateTime={said.created_at}
            data-tip={times.full(said.created_at)}
            className="text-xs text-fg-subtle"
          >
            {pending ? t("board.unsaved") : since}
          </time>
          {said.edited_at && <span className="text-xs text-fg-subtle">{t("task.edited")}</span>}
          {mine && !pending && (
            <MenuButton
              label={t("task.comment_actions")}
              className="ms-auto grid size-6 place-items-center rounded-2 text-fg-muted hover:bg-hover touch:size-11"
              items={() => [
                {
                  id: "edit",
                  label: t("live.edit"),
                  onSelect: () => setBegan(beganWith(said)),
                },
                {
                  id: "delete",
                  label: t("task.delete_comment"),
                  danger: true,
                  onSelect: () => unsay(said),
                },
              ]}
            >
              <MoreHorizontal size={16} aria-hidden="true" />
            </MenuButton>
          )}
        </p>
        {began ? (
          <Edit
            said={said}
            began={began}
            onEnd={() => {
              setBegan(undefined);
              box.current?.focus({ preventScroll: true });
            }}
          />
        ) : (
          <Suspense fallback={<p className="whitespace-pre-wrap wrap-anywhere">{said.body}</p>}>
            <Markdown text={said.body} />
          </Suspense>
        )}
        {!began && !pending && (may || said.reactions.length > 0) && (
          <div className="flex items-center gap-1">
            <Reactions comment={said} may={may} />
            {may && onAnswer && (
              <Button kind="ghost" size="sm" data-answer onClick={onAnswer}>
                {t("detail.answer")}
              </Button>
            )}
          </div>
        )}
      </div>
    </div>
  );
}

const editDraft = (said: Comment) => `edit ${said.id}`;
const beganWith = (said: Comment) => ({ fields: { body: said.body }, version: said.version });

interface EditProps {
  said: Comment;
  began: ReturnType<typeof beganWith>;
  onEnd(): void;
}

function Edit({ said, began, onEnd }: EditProps) {
  const draft = editDraft(said);
  const [text, setText] = useState(() => getLive()?.drafts.get(draft) ?? said.body);
  const write = (next: string) => {
    setText(next);
    getLive()?.drafts.set(draft, next);
  };
  const end = () => {
    getLive()?.drafts.set(draft, undefined);
    onEnd();
  };
  const save = () => {
    if (text.trim() !== "" && text !== began.fields.body) {
      getLive()?.change([editComment(said, text, began)], "comment");
    }
    end();
  };
  return (
    <div className="flex flex-col gap-2">
      <MarkdownField
        label={t("task.edit_comment")}
        autoFocus
        text={text}
        onChange={write}
        onSave={save}
        onCancel={end}
      />
      <div className="flex gap-2">
        <Button kind="primary" onClick={save}>
          {t("app.save")}
        </Button>
        <Button onClick={end}>{t("app.cancel")}</Button>
      </div>
    </div>
  );
}

/** A place to write a comment, or with `parent` an answer to one. */
export function Compose({ task, parent, onEnd }: { task: Task; parent?: string; onEnd?: () => void }) {
  const live = useLive();
  const draft = parent ? `comment ${task.id} ${parent}` : `comment ${task.id}`;
  const [text, setText] = useState(() => live?.drafts.get(draft) ?? "");
  const write = (next: string) => {
    setText(next);
    live?.drafts.set(draft, next);
  };
  const send = () => {
    if (live && text.trim() !== "") {
      live.change([comment(task, text.trim(), live.me, parent)], "comment");
      write("");
      onEnd?.();
    }
  };
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={event => {
        event.preventDefault();
        send();
        // The button has nothing to send any more, and cannot keep the focus.
        event.currentTarget.querySelector<HTMLElement>(".cm-content, textarea")?.focus();
      }}
    >
      <MarkdownField
        label={t(parent ? "detail.answer" : "task.comment")}
        placeholder={t("task.comment_hint")}
        autoFocus={parent !== undefined}
        text={text}
        onChange={next => {
          write(next);
          live?.presence.typing();
        }}
        onSave={send}
        onCancel={onEnd && (() => (text.trim() === "" ? onEnd() : undefined))}
      />
      <div className="flex justify-end gap-2">
        {onEnd && <Button onClick={onEnd}>{t("app.cancel")}</Button>}
        <Button
          kind="primary"
          type="submit"
          disabled={text.trim() === ""}
          tipKeys="mod+Enter"
          tip={t("task.send")}
        >
          {t("task.send")}
        </Button>
      </div>
    </form>
  );
}

/** Who is writing something just now. */
export function Typing({ task }: { task: Task }) {
  const typing = usePeopleAt(task.id).filter(spot => spot.typing);
  const members = useAll<Member>("member");
  const names = typing
    .map(({ userId }) => members.find(member => member.user_id === userId)?.name ?? "")
    .filter(Boolean);
  return (
    <p aria-live="polite" className="text-sm text-fg-muted empty:hidden">
      {names.length > 0 && t("task.typing", { names: list(names), count: names.length })}
    </p>
  );
}
