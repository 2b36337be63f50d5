import { ListFilter, MoreHorizontal, PenLine, Share2, SlidersHorizontal, Star, Trash2 } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import type { Favourite, Layout, Project, View } from "../../api/types.ts";
import { go, to, workspaceSlug } from "../../app/address.ts";
import { useCommands } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { HeaderActions } from "../../app/shell/frame.tsx";
import { getLive, useAll } from "../../sync/hooks.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { PeopleHere } from "../board/people-here.tsx";
import { FilterPanel } from "../filter/panel.tsx";
import { deleteView, editView, favour } from "./changes.ts";
import { viewCommands } from "./commands.ts";
import { DisplayPanel } from "./display.tsx";
import { useLook } from "./look.ts";
import { recallShown } from "./remember.ts";
import { SaveDialog } from "./save-dialog.tsx";

interface BarProps {
  project?: Project | undefined;
  view?: View | undefined;
  layout: Layout | "overview";
}

/** What stands at the end of the header of tasks: who is here, share, filter and display. */
export default function ViewBar({ project, view, layout }: BarProps) {
  const [open, setOpen] = useState<"filter" | "display">();
  const filter = useRef<HTMLButtonElement>(null);
  const display = useRef<HTMLButtonElement>(null);
  const look = useLook();
  const scope = view?.id ?? `${project?.id} ${layout}`;
  const id = view ? (view.project_id ?? undefined) : project?.id;
  useEffect(() => recallShown(scope, view), [scope, view]);
  useCommands(() => (layout === "overview" ? [] : viewCommands(setOpen)), [layout]);
  return (
    <>
      <HeaderActions>
        {project && <PeopleHere project={project.id} />}
        <Favour
          target={view ? { type: "view", id: view.id } : project && { type: "project", id: project.id }}
        />
        {view && view.owner_id === getLive()?.me && <ViewMenu view={view} project={project} />}
        <IconButton label={t("view.share")} onClick={share}>
          <Share2 size={16} />
        </IconButton>
      </HeaderActions>
      {layout !== "overview" && (
        <>
          <Button
            ref={filter}
            kind="ghost"
            aria-haspopup="dialog"
            aria-expanded={open === "filter"}
            aria-label={t("view.filter")}
            tipKeys="f"
            tip={t("view.filter")}
            className="max-md:px-2"
            onClick={() => setOpen(open === "filter" ? undefined : "filter")}
          >
            <ListFilter size={16} aria-hidden="true" />
            <span className="max-md:sr-only">{t("view.filter")}</span>
            {look.filter !== "" && <span className="size-1.5 rounded-full bg-accent" aria-hidden="true" />}
          </Button>
          <Button
            ref={display}
            kind="ghost"
            aria-haspopup="dialog"
            aria-expanded={open === "display"}
            aria-label={t("view.display")}
            tipKeys="v"
            tip={t("view.display")}
            className="max-md:px-2"
            onClick={() => setOpen(open === "display" ? undefined : "display")}
          >
            <SlidersHorizontal size={16} aria-hidden="true" />
            <span className="max-md:sr-only">{t("view.display")}</span>
          </Button>
        </>
      )}
      {open === "filter" && <FilterPanel anchor={filter} project={id} onClose={() => setOpen(undefined)} />}
      {open === "display" && layout !== "overview" && (
        <DisplayPanel
          anchor={display}
          project={id}
          layout={layout}
          scope={scope}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

function Favour({ target }: { target: Parameters<typeof favour>[0] | undefined }) {
  const had = useAll<Favourite>("favourite").find(one => one.target_id === target?.id);
  const toggle = () => {
    const live = getLive();
    if (live?.workspace && target) {
      live.change([favour(target, live.workspace, live.me, had?.id)], "favourite");
    }
  };
  useCommands(
    () => [
      {
        id: "view.favourite",
        title: had ? "app.unfavourite" : "view.favourite",
        group: "view",
        keys: ["*"],
        icon: Star,
        run: toggle,
      },
    ],
    [had?.id, target?.id],
  );
  return (
    <IconButton
      label={t(had ? "app.unfavourite" : "view.favourite")}
      tipKeys="*"
      aria-pressed={had !== undefined}
      className="max-md:hidden"
      onClick={toggle}
    >
      <Star size={16} className={had ? "fill-current text-priority-medium" : undefined} />
    </IconButton>
  );
}

/** What its owner can do with a saved view. */
function ViewMenu({ view, project }: { view: View; project: Project | undefined }) {
  const [editing, setEditing] = useState(false);
  const remove = () => {
    const ws = workspaceSlug();
    getLive()?.change([deleteView(view)], "view");
    go(project ? to.project(ws, project.key, view.layout) : to.my(ws));
    toast({
      text: t("view.deleted", { name: view.name }),
      kind: "undo",
      action: { label: t("live.undo"), run: () => void getLive()?.undoLast() },
    });
  };
  return (
    <>
      <MenuButton
        label={t("board.actions", { key: view.name })}
        placement="bottom-end"
        className="grid size-8 place-items-center rounded-2 text-fg-muted hover:bg-hover hover:text-fg touch:size-11"
        items={() => [
          { id: "edit", label: t("view.edit"), icon: PenLine, onSelect: () => setEditing(true) },
          {
            id: "delete",
            label: t("view.delete"),
            icon: Trash2,
            danger: true,
            apart: true,
            onSelect: remove,
          },
        ]}
      >
        <MoreHorizontal size={16} aria-hidden="true" />
      </MenuButton>
      {editing && (
        <SaveDialog
          title={t("view.edit")}
          view={view}
          project={view.project_id != null}
          layout={view.layout}
          onSave={(name, shared, layout) =>
            getLive()?.change([editView(view, { name, shared, layout })], "view")
          }
          onClose={() => setEditing(false)}
        />
      )}
    </>
  );
}

/** The address says all: whoever opens it sees the same, as far as they may. */
function share(): void {
  void navigator.clipboard.writeText(location.href).then(() => toast({ text: t("view.shared_link") }));
}
