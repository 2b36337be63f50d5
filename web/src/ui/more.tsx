import { t } from "../app/i18n.ts";
import { Button } from "./button.tsx";

interface MoreProps {
  /** A list that comes in pages, as `usePages` has it. */
  of: { readonly busy: boolean; readonly goOn?: (() => Promise<void>) | undefined };
}

/** Goes on with a list, while there is more of it. */
export function More({ of: { busy, goOn } }: MoreProps) {
  return (
    goOn && (
      <Button className="self-center" disabled={busy} onClick={() => void goOn()}>
        {t("admin.more")}
      </Button>
    )
  );
}
