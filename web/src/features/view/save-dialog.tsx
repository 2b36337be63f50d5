import { useState } from "react";
import type { Layout, View } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Check, SelectField, TextField } from "../../ui/field.tsx";

interface SaveDialogProps {
  title: string;
  view?: View | undefined;
  /** Also how it is drawn is chosen. */
  layout?: Layout;
  /** Who else would see it. */
  project: boolean;
  onSave(name: string, shared: boolean, layout: Layout): void;
  onClose(): void;
}

const LAYOUTS: readonly Layout[] = ["list", "board", "table", "calendar", "timeline"];

/** Names a view, and says who sees it. */
export function SaveDialog({ title, view, layout: first, project, onSave, onClose }: SaveDialogProps) {
  const [name, setName] = useState(view?.name ?? "");
  const [layout, setLayout] = useState<Layout>(first ?? "list");
  const [shared, setShared] = useState(view?.shared ?? false);
  return (
    <Dialog title={title} size="sm" onClose={onClose}>
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={event => {
          event.preventDefault();
          if (name.trim() !== "") {
            onSave(name.trim(), shared, layout);
            onClose();
          }
        }}
      >
        <TextField
          label={t("view.name")}
          value={name}
          maxLength={100}
          required
          dir="auto"
          data-autofocus
          onChange={event => setName(event.target.value)}
        />
        {first && (
          <SelectField
            label={t("view.layout")}
            value={layout}
            onChange={event => setLayout(event.target.value as Layout)}
          >
            {LAYOUTS.map(one => (
              <option key={one} value={one}>
                {t(`app.${one}`)}
              </option>
            ))}
          </SelectField>
        )}
        <div>
          <Check
            label={t("view.shared")}
            checked={shared}
            onChange={event => setShared(event.target.checked)}
          />
          <p className="mt-1 ps-6 text-sm text-fg-muted">
            {t(shared ? (project ? "view.shared_project" : "view.shared_workspace") : "view.private")}
          </p>
        </div>
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button kind="primary" type="submit" disabled={name.trim() === ""}>
            {t("view.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
