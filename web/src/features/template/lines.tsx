import { IndentDecrease, IndentIncrease, Plus, X } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { t } from "../../app/i18n.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { INPUT } from "../../ui/field.tsx";
import { deepestAt, indented, type Line, withAfter, without } from "./plan.ts";

interface Props {
  lines: readonly Line[];
  onChange(lines: readonly Line[]): void;
}

const SMALL = `${INPUT} h-8 min-w-0 text-sm touch:h-11`;

/** The subtasks of a template: a title, and in how many days each is due. Enter makes another. */
export function SubtaskLines({ lines, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null);
  const [wanted, setWanted] = useState<string>();
  useLayoutEffect(() => {
    if (wanted !== undefined) {
      list.current?.querySelector<HTMLElement>(`[data-line="${wanted}"] input`)?.focus();
      setWanted(undefined);
    }
  }, [wanted]);

  const add = (at: number) => {
    const next = withAfter(lines, at);
    setWanted(next.find(line => !lines.includes(line))?.id);
    onChange(next);
  };
  const set = (at: number, plan: Partial<Line["plan"]>) =>
    onChange(
      lines.map((line, index) => (index === at ? { ...line, plan: { ...line.plan, ...plan } } : line)),
    );
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-1.5 text-sm font-medium">{t("task.subtasks")}</legend>
      {lines.length > 0 && (
        <ol ref={list} className="flex flex-col gap-1.5">
          {lines.map((line, at) => (
            <li
              key={line.id}
              data-line={line.id}
              className="flex items-center gap-1"
              style={{ paddingInlineStart: (line.depth - 1) * 20 }}
            >
              <input
                aria-label={t("template.subtask", { number: at + 1 })}
                dir="auto"
                maxLength={500}
                className={`${SMALL} flex-1`}
                value={line.plan.title}
                onChange={event => set(at, { title: event.target.value })}
                onKeyDown={event => {
                  if (event.key === "Enter" && !event.nativeEvent.isComposing) {
                    event.preventDefault();
                    add(at);
                  } else if (event.key === "Backspace" && line.plan.title === "") {
                    event.preventDefault();
                    setWanted(lines[at - 1]?.id);
                    onChange(without(lines, at));
                  }
                }}
              />
              <input
                type="number"
                aria-label={t("template.subtask_due", { number: at + 1 })}
                data-tip={t("template.due_in")}
                placeholder={t("template.days")}
                min={-3650}
                max={3650}
                className={`${SMALL} w-20 shrink-0 px-2`}
                value={line.plan.due_in?.days ?? ""}
                onChange={event => {
                  const days = event.target.value === "" ? undefined : Math.round(Number(event.target.value));
                  set(at, {
                    due_in: days === undefined ? null : { ...line.plan.due_in, days },
                  });
                }}
              />
              <span className="flex shrink-0 max-md:hidden">
                <IconButton
                  label={t("template.outdent", { number: at + 1 })}
                  disabled={line.depth === 1}
                  onClick={() => onChange(indented(lines, at, -1))}
                >
                  <IndentDecrease size={16} className="rtl:-scale-x-100" />
                </IconButton>
                <IconButton
                  label={t("template.indent", { number: at + 1 })}
                  disabled={line.depth >= deepestAt(lines, at)}
                  onClick={() => onChange(indented(lines, at, 1))}
                >
                  <IndentIncrease size={16} className="rtl:-scale-x-100" />
                </IconButton>
              </span>
              <IconButton
                label={t("template.remove", { number: at + 1 })}
                onClick={() => onChange(without(lines, at))}
              >
                <X size={16} />
              </IconButton>
            </li>
          ))}
        </ol>
      )}
      <Button className="self-start" onClick={() => add(-1)}>
        <Plus size={16} aria-hidden="true" />
        {t("template.add_subtask")}
      </Button>
    </fieldset>
  );
}
