import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { makeView } from "./make.ts";
import { SaveDialog } from "./save-dialog.tsx";

/** A view of all tasks of the workspace, to be filtered there. */
export default function NewView() {
  return (
    <SaveDialog
      title={t("app.new_view")}
      layout="list"
      project={false}
      onSave={(name, shared, layout) =>
        makeView(
          { filter: "is open", sort: "", group: "", lane: "", layout, columns: [] },
          undefined,
          name,
          shared,
        )
      }
      onClose={closeLayer}
    />
  );
}
