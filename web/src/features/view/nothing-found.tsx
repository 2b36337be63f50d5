import { FilterX } from "lucide-react";
import { useContext } from "react";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Empty } from "../../ui/states.tsx";
import type { Fault } from "../filter/fault.ts";
import { Saved, setLook } from "./look.ts";
import { faultText } from "./words.ts";

/** A filter that finds nothing, or makes no sense; there is always a way back to all tasks. */
export function NothingFound({ fault }: { fault?: Fault | undefined }) {
  const view = useContext(Saved);
  return (
    <Empty
      icon={<FilterX size={24} />}
      title={t(fault ? "view.bad_filter" : "view.nothing")}
      text={fault ? faultText(fault) : t("view.nothing_text")}
    >
      <Button kind="primary" onClick={() => setLook({ filter: "" }, view)}>
        {t("view.clear")}
      </Button>
    </Empty>
  );
}
