import { Plus } from "lucide-react";
import type { Project } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { newId } from "../../sync/ids.ts";
import { Button } from "../../ui/button.tsx";
import { SelectField } from "../../ui/field.tsx";
import { DeleteButton, MoveButtons } from "../../ui/listed.tsx";
import { Action } from "./action.tsx";
import { type Act, emptyAct, KINDS, type Kind, kindName, MOST_ACTIONS } from "./model.ts";

/** An action with what tells it from others while it moves. */
export interface Step {
  readonly key: string;
  readonly act: Act;
}

interface ActionsProps {
  steps: readonly Step[];
  project: Project | undefined;
  onChange(steps: readonly Step[]): void;
  /** What is wrong with the action at a place. */
  fault(at: number): string | undefined;
}

/** What the rule does, one after the other. */
export function Actions({ steps, project, onChange, fault }: ActionsProps) {
  const put = (at: number, act: Act) =>
    onChange(steps.map((step, index) => (index === at ? { ...step, act } : step)));
  const move = (at: number, by: -1 | 1) => {
    const next = [...steps];
    next.splice(at + by, 0, ...next.splice(at, 1));
    onChange(next);
  };
  return (
    <div className="flex flex-col gap-3">
      <ol className="flex list-none flex-col gap-3">
        {steps.map(({ key, act }, at) => {
          const name = t("automation.action", { count: at + 1, name: kindName(act.do) });
          const wrong = fault(at);
          return (
            <li key={key} aria-label={name} className="rounded-3 border border-border bg-bg">
              <div className="flex flex-wrap items-center gap-2 border-b border-border p-2 ps-3">
                <span className="figures text-sm text-fg-subtle">{at + 1}</span>
                <div className="min-w-40 flex-1">
                  <SelectField
                    bare
                    label={t("automation.what")}
                    value={act.do}
                    onChange={event => put(at, emptyAct(event.target.value as Kind))}
                  >
                    {KINDS.map(kind => (
                      <option key={kind} value={kind}>
                        {kindName(kind)}
                      </option>
                    ))}
                  </SelectField>
                </div>
                <span className="flex">
                  <MoveButtons
                    name={name}
                    first={at === 0}
                    last={at === steps.length - 1}
                    onMove={by => move(at, by)}
                  />
                  <DeleteButton
                    name={name}
                    onClick={() => onChange(steps.filter((_, index) => index !== at))}
                  />
                </span>
              </div>
              <div className="flex flex-col gap-3 p-3">
                <Action act={act} project={project} onChange={next => put(at, next)} />
                {wrong && (
                  <p role="alert" className="text-sm text-danger-fg">
                    {wrong}
                  </p>
                )}
              </div>
            </li>
          );
        })}
      </ol>
      <Button
        kind="ghost"
        className="self-start"
        disabled={steps.length >= MOST_ACTIONS}
        onClick={() => onChange([...steps, { key: newId(), act: emptyAct("assign") }])}
      >
        <Plus size={14} aria-hidden="true" />
        {t("automation.add_action")}
      </Button>
    </div>
  );
}
