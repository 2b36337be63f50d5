import { t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";

/** Says, below a field of one title a line, that one of them is too long to be saved. */
export function TooLong({ id, className }: { id: string; className?: string }) {
  return (
    <p id={id} role="alert" className={cx("text-sm text-danger-fg", className)}>
      {t("quickadd.too_long")}
    </p>
  );
}
