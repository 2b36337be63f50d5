import { t } from "../../app/i18n.ts";
import { openLayer } from "../../app/layers.ts";
import { dismiss, toast } from "../../ui/toast.ts";

let shown: number | undefined;

/** Says that texts wait to be decided about, for as long as there are some. */
export function remindOfKept(count: number): void {
  if (shown !== undefined) {
    dismiss(shown);
    shown = undefined;
  }
  if (count > 0) {
    shown = toast({
      text: t("live.kept_waiting", { count }),
      kind: "kept",
      stays: true,
      action: { label: t("live.show_text"), run: () => openLayer({ name: "kept" }) },
    });
  }
}
