import { useState } from "react";
import type { components } from "../../api/schema";
import type { Member, Workspace } from "../../api/types.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Choice, TextArea } from "../../ui/field.tsx";
import { toast } from "../../ui/toast.ts";
import { Form } from "../auth/form.tsx";

/** An admin's words to everybody in the workspace, or to some; they come as a notification. */
export function NoticeDialog({ workspace, onClose }: { workspace: Workspace; onClose(): void }) {
  const members = useAll<Member>("member");
  const [whom, setWhom] = useState<"all" | "some">("all");
  const [chosen, setChosen] = useState<readonly string[]>([]);
  return (
    <Dialog title={t("members.tell")} size="sm" onClose={onClose}>
      <div className="p-5">
        <Form
          action={t("task.send")}
          fields={["text", "user_ids"]}
          send={async values => {
            const posted = await api.post<components["schemas"]["Posted"]>(
              `/workspaces/${workspace.id}/notices`,
              { text: values["text"], ...(whom === "some" && { user_ids: chosen }) },
            );
            toast({ text: t("members.told", { count: posted.recipients }), tone: "success" });
            onClose();
          }}
        >
          {error => (
            <>
              <TextArea
                label={t("members.notice")}
                name="text"
                rows={4}
                maxLength={2_000}
                dir="auto"
                required
                autoFocus
                hint={t("members.notice_hint")}
                error={faultOf(error, "text")}
              />
              <Choice<"all" | "some">
                label={t("members.whom")}
                value={whom}
                options={[
                  { value: "all", label: t("members.all") },
                  { value: "some", label: t("members.some") },
                ]}
                onChange={setWhom}
              />
              {whom === "some" && (
                <Chips
                  label={t("members.whom")}
                  add={t("project.add_member")}
                  chosen={chosen}
                  options={members.map(({ user_id, name }) => ({
                    id: user_id,
                    label: name,
                    glyph: <Avatar id={user_id} name={name} size="sm" mute />,
                  }))}
                  error={faultOf(error, "user_ids")}
                  onChange={setChosen}
                />
              )}
            </>
          )}
        </Form>
      </div>
    </Dialog>
  );
}
