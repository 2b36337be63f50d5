import { t } from "../../app/i18n.ts";
import { toast } from "../../ui/toast.ts";

/** Says that a template names what is not there any more, or not in this project. */
export function toldLeftOut(count: number): void {
  if (count > 0) {
    toast({ text: t("template.left_out", { count }) });
  }
}
