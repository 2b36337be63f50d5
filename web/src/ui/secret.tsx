import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { t } from "../app/i18n.ts";
import { Button, IconButton } from "./button.tsx";
import { Dialog } from "./dialog.tsx";

interface SecretProps {
  title: string;
  text: string;
  secret: string;
  onClose(): void;
}

/** Shown this once: whoever closes it cannot see it again. */
export function Secret({ title, text, secret, onClose }: SecretProps) {
  const [copied, setCopied] = useState(false);
  const copy = () => navigator.clipboard.writeText(secret).then(() => setCopied(true));
  return (
    <Dialog title={title} size="md" firm onClose={onClose}>
      <div className="flex flex-col gap-4 p-5">
        <p className="text-fg-muted text-pretty">{text}</p>
        <div className="flex items-center gap-2 rounded-2 border border-border-strong bg-sunken p-2">
          <code dir="ltr" className="min-w-0 flex-1 select-all break-all font-mono text-sm">
            {secret}
          </code>
          <IconButton label={t(copied ? "app.copied" : "app.copy")} onClick={() => void copy()}>
            {copied ? <Check size={16} /> : <Copy size={16} />}
          </IconButton>
        </div>
        <Button kind="primary" className="self-end" onClick={onClose} data-autofocus>
          {t("account.kept_it")}
        </Button>
      </div>
    </Dialog>
  );
}
