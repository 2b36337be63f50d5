import { useState } from "react";
import { Link } from "wouter";
import type { Project, Workspace } from "../../api/types.ts";
import { go, to } from "../../app/address.ts";
import { stale } from "../../app/asked.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { openLayer } from "../../app/layers.ts";
import { api, useUser } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { TextArea, TextField } from "../../ui/field.tsx";
import { Form } from "../auth/form.tsx";
import { AuthFrame } from "../auth/frame.tsx";
import { readAddresses } from "../members/addresses.ts";

/** A workspace, its first project, the people: then the board, ready for the first task. */
export function NewWorkspace() {
  const user = useUser();
  const [workspace, setWorkspace] = useState<Workspace>();
  const [project, setProject] = useState<Project>();
  const step = project ? 3 : workspace ? 2 : 1;

  const finish = () => {
    if (workspace && project) {
      go(to.project(workspace.slug, project.key), { replace: true });
      openLayer({ name: "quickadd" });
    }
  };

  if (workspace && project) {
    return (
      <AuthFrame title={t("first.invite")} text={t("first.invite_text")} foot={<Steps step={step} />}>
        <Form
          action={t("first.send_invitations")}
          fields={["emails"]}
          send={async values => {
            const emails = readAddresses(values["emails"] ?? "");
            if (emails.length > 0) {
              await api.post(`/workspaces/${workspace.id}/invitations`, { emails, role: "member" });
            }
            finish();
          }}
        >
          {error => (
            <TextArea
              label={t("first.addresses")}
              name="emails"
              rows={4}
              autoFocus
              hint={t("first.addresses_hint")}
              error={faultOf(error, "emails")}
            />
          )}
        </Form>
        <Button kind="ghost" className="mt-2 w-full" onClick={finish}>
          {t("first.skip")}
        </Button>
      </AuthFrame>
    );
  }
  if (workspace) {
    return (
      <AuthFrame title={t("first.project")} text={t("first.project_text")} foot={<Steps step={step} />}>
        <Form
          key="project"
          action={t("first.make_project")}
          fields={["name", "key"]}
          send={async values => {
            const made = await api.post<Project>(`/workspaces/${workspace.id}/projects`, {
              name: values["name"],
            });
            stale(`/workspaces/${workspace.id}/projects`);
            setProject(made);
          }}
        >
          {error => (
            <TextField
              label={t("first.project_name")}
              name="name"
              autoFocus
              required
              maxLength={120}
              placeholder={t("first.project_example")}
              error={faultOf(error, "name") ?? faultOf(error, "key")}
            />
          )}
        </Form>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t("first.workspace")}
      text={t("first.workspace_text")}
      foot={
        <>
          <Steps step={step} />
          <Link href="/" className="mt-3 block text-center text-accent-fg underline">
            {t("app.back")}
          </Link>
        </>
      }
    >
      <Form
        key="workspace"
        action={t("first.make_workspace")}
        fields={["name", "slug"]}
        send={async values => {
          const timezone = user?.timezone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
          const made = await api.post<Workspace>("/workspaces", { name: values["name"], timezone });
          stale("/workspaces?");
          setWorkspace(made);
        }}
      >
        {error => (
          <TextField
            label={t("first.workspace_name")}
            name="name"
            autoFocus
            required
            maxLength={120}
            placeholder={t("first.workspace_example")}
            error={faultOf(error, "name") ?? faultOf(error, "slug")}
          />
        )}
      </Form>
    </AuthFrame>
  );
}

function Steps({ step }: { step: number }) {
  return <p className="text-center text-fg-subtle">{t("first.step", { step, of: 3 })}</p>;
}
