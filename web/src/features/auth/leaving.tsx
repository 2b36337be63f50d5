import { leave } from "../../app/everywhere.ts";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { Confirm } from "../../ui/confirm.tsx";

/** Asks whether to sign out although that would lose changes. */
export default function Leaving({ count }: { count: number }) {
  return (
    <Confirm
      title={t("app.sign_out")}
      text={t("live.unsaved", { count })}
      action={t("app.sign_out")}
      onConfirm={() => void leave()}
      onClose={closeLayer}
    />
  );
}
