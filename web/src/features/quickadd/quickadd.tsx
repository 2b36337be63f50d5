import { CornerLeftUp } from "lucide-react";
import { useEffect, useId, useRef, useState } from "react";
import { useLocation } from "wouter";
import type { Project, Task, Template } from "../../api/types.ts";
import { peekTask, projectKey, workspaceSlug } from "../../app/address.ts";
import { attempt } from "../../app/attempt.ts";
import { run } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { pref } from "../../app/prefs.ts";
import { api } from "../../app/server.ts";
import { useAll, useLive, useRow } from "../../sync/hooks.ts";
import { announce } from "../../ui/announce.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Check } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.ts";
import { isTooLong, peekMade } from "../task/make.ts";
import { mayIn } from "../task/rights.ts";
import { TooLong } from "../task/too-long.tsx";
import { ofTasks, tasksOf } from "../template/plan.ts";
import { useProjects, useWorkspace } from "../workspace/queries.ts";
import { Chips, Mirror } from "./chips.tsx";
import { makeFromTemplate } from "./from-template.ts";
import { makeTasks, plainLines } from "./make.ts";
import { type Span, shifted } from "./spans.ts";
import { type Chip, useUnderstood } from "./understood.ts";

const DRAFT = "quickadd";
/** A text that could not be read by then is saved as it stands. */
const READ_MS = 2_000;

/** Makes a task from each line; what is recognised shows as chips, and is saved as they show it. */
export default function QuickAdd({
  text: given,
  status,
  parent,
}: {
  text?: string;
  status?: string;
  parent?: string;
}) {
  const live = useLive();
  const [path] = useLocation();
  const ws = workspaceSlug(path) || pref("workspace");
  const workspace = useWorkspace(ws);
  const { projects: all, loading } = useProjects(ws);
  const projects = all.filter(one => !one.archived_at && !one.deleted_at && (!live || mayIn(live, one.id)));
  const [text, setText] = useState(() => given ?? live?.drafts.get(DRAFT) ?? "");
  const [plain, setPlain] = useState<readonly Span[]>([]);
  const above = useRow<Task>("task", parent);
  const [chosen, setChosen] = useState(() => {
    const home = above && (live?.entities.get("project", above.project_id) as Project | undefined);
    return home?.key ?? projectKey(path);
  });
  const [more, setMore] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const project = projects.find(one => one.key === chosen) ?? projects[0];
  const { lines: understood, reading } = useUnderstood(workspace?.id, text, project?.id, plain);
  const chips = understood?.flatMap(line => line.chips) ?? [];
  const lines = understood ?? plainLines(text);
  const count = lines.filter(line => line.title !== "").length;
  const long = lines.some(line => isTooLong(line.title));
  const note = useId();

  const templates = ofTasks(useAll<Template>("template"), lines[0]?.project_id ?? project?.id);
  const [template, setTemplate] = useState("");
  const from = templates.find(one => one.id === template);
  const [busy, setBusy] = useState(false);

  const write = (next: string) => {
    setPlain(spans => (spans.length > 0 ? shifted(spans, text, next) : spans));
    setText(next);
    live?.drafts.set(DRAFT, next);
  };
  const toPlain = (chip: Chip) => {
    setPlain(spans => [...spans, [chip.start, chip.end]]);
    field.current?.focus();
  };
  const createTag = (chip: Chip) => {
    const { name } = chip.value as { name: string };
    void attempt(() => api.post(`/workspaces/${workspace?.id}/tags`, { name })).then(made => {
      if (made) {
        // Read again, now that there is one.
        setPlain(spans => [...spans]);
      }
    });
  };
  const save = useRef(() => {});
  save.current = () => {
    if (long) {
      return;
    }
    if (from) {
      void saveFrom(from);
      return;
    }
    if (!live || !project || count === 0) {
      return;
    }
    const ids = makeTasks(live, lines, { project, status, parent });
    write("");
    setPlain([]);
    if (more) {
      announce(t("quickadd.made", { count: ids.length }));
      field.current?.focus();
      return;
    }
    closeLayer();
    const [first] = ids;
    toast({
      text: t("quickadd.made", { count: ids.length }),
      kind: "undo",
      action: {
        label: t("app.open"),
        run: () => first !== undefined && peekMade(live, first),
      },
    });
  };

  // Whoever presses Enter before the text has been read means by it what the chips would show.
  const [waits, setWaits] = useState(false);
  useEffect(() => {
    if (!waits) {
      return;
    }
    const timer = setTimeout(
      () => {
        setWaits(false);
        save.current();
      },
      reading ? READ_MS : 0,
    );
    return () => clearTimeout(timer);
  }, [waits, reading]);
  const submit = () => (reading ? setWaits(true) : save.current());

  const saveFrom = async (chosenTemplate: Template) => {
    if (!project || busy) {
      return;
    }
    setBusy(true);
    const made = await attempt(async () => {
      const key = await makeFromTemplate(chosenTemplate, lines[0], { project, status, parent });
      write("");
      setPlain([]);
      if (more) {
        announce(t("quickadd.made", { count: 1 }));
      } else {
        closeLayer();
        toast({
          text: t("template.made", { key }),
          action: { label: t("app.open"), run: () => peekTask(key) },
        });
      }
    });
    setBusy(false);
    if (made && more) {
      field.current?.focus();
    }
  };

  return (
    <Dialog title={t("quickadd.title")} bare high onClose={closeLayer}>
      <form
        onSubmit={event => {
          event.preventDefault();
          submit();
        }}
      >
        {above && (
          <p className="flex items-center gap-2 px-5 pt-4 text-sm text-fg-muted">
            <CornerLeftUp size={14} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
            <span className="shrink-0">{t("task.part_of")}</span>
            <span dir="ltr" className="figures shrink-0">
              {above.key}
            </span>
            <bdi className="truncate">{above.title}</bdi>
          </p>
        )}
        <div className="grid max-h-[50dvh] overflow-y-auto">
          <Mirror text={text} chips={chips} />
          <textarea
            ref={field}
            aria-label={t("task.title")}
            placeholder={from?.task?.title ?? t("quickadd.placeholder")}
            rows={1}
            value={text}
            readOnly={waits}
            aria-busy={waits}
            aria-invalid={long || undefined}
            aria-describedby={long ? note : undefined}
            data-autofocus
            dir="auto"
            spellCheck={false}
            className="col-start-1 row-start-1 field-sizing-content w-full resize-none overflow-hidden bg-transparent px-5 py-4 text-lg font-normal break-words text-transparent caret-fg outline-none placeholder:text-fg-subtle"
            onChange={event => write(event.target.value)}
            onKeyDown={event => {
              const { selectionStart, selectionEnd } = event.currentTarget;
              if (event.key === "Enter" && !event.shiftKey && !event.nativeEvent.isComposing) {
                event.preventDefault();
                submit();
              } else if (event.key === "Backspace" && selectionStart === selectionEnd) {
                // The first Backspace behind a chip turns it back into text.
                const chip = chips.find(one => one.end === selectionStart && one.type !== "unknown");
                if (chip) {
                  event.preventDefault();
                  toPlain(chip);
                }
              }
            }}
          />
        </div>
        {long && <TooLong id={note} className="px-5 pb-3" />}
        {chips.length > 0 && <Chips chips={chips} onPlain={toPlain} onCreate={createTag} />}
        <div className="flex flex-wrap items-center gap-3 border-t border-border px-4 py-3">
          {!loading && projects.length === 0 ? (
            <NoProject />
          ) : (
            <label className="min-w-0">
              <span className="sr-only">{t("task.project")}</span>
              <select
                value={project?.key ?? ""}
                className="h-8 max-w-52 rounded-2 border border-border-strong bg-surface px-2 text-sm touch:h-11"
                onChange={event => setChosen(event.target.value)}
              >
                {projects.map(one => (
                  <option key={one.id} value={one.key}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          )}
          {templates.length > 0 && (
            <label className="min-w-0">
              <span className="sr-only">{t("template.template")}</span>
              <select
                value={from?.id ?? ""}
                className="h-8 max-w-44 rounded-2 border border-border-strong bg-surface px-2 text-sm touch:h-11"
                onChange={event => {
                  setTemplate(event.target.value);
                  field.current?.focus();
                }}
              >
                <option value="">{t("template.no_template")}</option>
                {templates.map(one => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
            </label>
          )}
          <Check
            label={t("quickadd.more")}
            checked={more}
            className="text-sm"
            onChange={event => setMore(event.target.checked)}
          />
          <Button
            kind="primary"
            type="submit"
            className="ms-auto"
            tipKeys="Enter"
            tip={t("quickadd.hint")}
            disabled={busy || waits || long || (count === 0 && !from) || !project}
          >
            {t("quickadd.create", { count: from ? tasksOf(from) : Math.max(1, count) })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Tasks are in projects: the first one comes before them. What was typed is kept for afterwards. */
function NoProject() {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-sm">
      <span className="text-fg-muted">{t("quickadd.no_project")}</span>
      <Button
        size="sm"
        onClick={() => {
          closeLayer();
          run("project.new");
        }}
      >
        {t("app.new_project")}
      </Button>
    </div>
  );
}
