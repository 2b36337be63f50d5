import { type RefObject, useContext } from "react";
import { t } from "../../app/i18n.ts";
import { Button } from "../../ui/button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { Saved, setLook, useLook } from "../view/look.ts";
import { FilterEditor, useFilterDraft } from "./editor.tsx";

interface PanelProps {
  anchor: RefObject<HTMLElement | null>;
  project: string | undefined;
  onClose(): void;
}

/** Builds a filter: as rows, or as the text that the API takes. Both are the same filter, which counts as soon as it makes sense. */
export function FilterPanel({ anchor, project, onClose }: PanelProps) {
  const view = useContext(Saved);
  const draft = useFilterDraft(useLook().filter, project, filter => setLook({ filter }, view), true);
  return (
    <Popover
      anchor={anchor}
      onClose={onClose}
      label={t("filter.title")}
      placement="bottom-end"
      className="p-4 md:max-h-[75dvh] md:w-[620px] md:overflow-auto"
    >
      <h2 className="mb-3 text-md font-semibold">{t("filter.title")}</h2>
      <FilterEditor draft={draft} onEnter={onClose} />
      <div className="mt-3 flex justify-end gap-2">
        <Button kind="ghost" disabled={draft.text === ""} onClick={draft.clear}>
          {t("view.clear")}
        </Button>
        <Button kind="primary" onClick={onClose}>
          {t("filter.done")}
        </Button>
      </div>
    </Popover>
  );
}
