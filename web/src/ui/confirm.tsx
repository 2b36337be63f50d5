import { useState } from "react";
import { t } from "../app/i18n.ts";
import { Button } from "./button.tsx";
import { Dialog } from "./dialog.tsx";
import { TextField } from "./field.tsx";

interface ConfirmProps {
  title: string;
  text: string;
  action: string;
  /** What must be typed first, for what is very large. */
  word?: string;
  onConfirm(): void;
  onClose(): void;
}

/** Asks before what cannot be undone. */
export function Confirm({ title, text, action, word, onConfirm, onClose }: ConfirmProps) {
  const [typed, setTyped] = useState("");
  return (
    <Dialog title={title} onClose={onClose} size="sm">
      <form
        className="flex flex-col gap-4 p-5"
        onSubmit={event => {
          event.preventDefault();
          if (!word || typed === word) {
            onClose();
            onConfirm();
          }
        }}
      >
        <p className="text-fg-muted">{text}</p>
        {word && (
          <TextField
            label={t("app.confirm_word", { word })}
            value={typed}
            data-autofocus
            onChange={event => setTyped(event.target.value)}
          />
        )}
        <div className="flex justify-end gap-2">
          <Button onClick={onClose}>{t("app.cancel")}</Button>
          <Button
            kind="danger"
            type="submit"
            disabled={word !== undefined && typed !== word}
            data-autofocus={!word || undefined}
          >
            {action}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
