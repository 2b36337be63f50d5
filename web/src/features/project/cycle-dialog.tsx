import type { Cycle } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { addDays, today } from "../../app/times.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";

interface Props {
  path: string;
  cycle: Cycle | undefined;
  others: readonly Cycle[];
  onClose(): void;
  onSaved(): void;
}

const FORTNIGHT = 13;

/** The day after the last cycle, or today. */
function nextStart(others: readonly Cycle[]): string {
  const days = others.map(one => addDays(one.end_on, 1));
  return [today(), ...days].sort().at(-1) ?? today();
}

export function CycleDialog({ path, cycle, others, onClose, onSaved }: Props) {
  const start = cycle?.start_on ?? nextStart(others);
  return (
    <Dialog title={t(cycle ? "plan.edit_cycle" : "plan.new_cycle")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("app.save")}
          fields={["name", "start_on", "end_on", "goal"]}
          send={async values => {
            const body = {
              start_on: values["start"],
              end_on: values["end"],
              goal: values["goal"] ?? "",
              ...(values["name"] && { name: values["name"] }),
            };
            await (cycle ? api.patch(`/cycles/${cycle.id}`, body) : api.post(path, body));
            onSaved();
          }}
        >
          {error => (
            <>
              <TextField
                label={t("auth.name")}
                name="name"
                data-autofocus
                dir="auto"
                maxLength={100}
                placeholder={t("project.automatic")}
                defaultValue={cycle?.name}
                error={faultOf(error, "name")}
              />
              <div className="grid grid-cols-2 gap-3">
                <TextField
                  label={t("plan.first_day")}
                  name="start"
                  type="date"
                  required
                  defaultValue={start}
                  error={faultOf(error, "start_on")}
                />
                <TextField
                  label={t("plan.last_day")}
                  name="end"
                  type="date"
                  required
                  defaultValue={cycle?.end_on ?? addDays(start, FORTNIGHT)}
                  error={faultOf(error, "end_on")}
                />
              </div>
              <TextArea
                label={t("plan.goal")}
                name="goal"
                rows={3}
                dir="auto"
                defaultValue={cycle?.goal}
                error={faultOf(error, "goal")}
              />
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
