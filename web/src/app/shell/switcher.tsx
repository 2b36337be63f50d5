import { ChevronsUpDown, Plus } from "lucide-react";
import { useLocation } from "wouter";
import { useWorkspaces } from "../../features/workspace/queries.ts";
import { inkOf } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { go, workspaceSlug } from "../address.ts";
import { t } from "../i18n.ts";
import { pref } from "../prefs.ts";

/** Which workspace this is, and the others. Switching keeps one on the same kind of page. */
export function Switcher({ narrow }: { narrow: boolean }) {
  const [path] = useLocation();
  const slug = workspaceSlug(path) || pref("workspace");
  const { workspaces } = useWorkspaces();
  const current = workspaces.find(workspace => workspace.slug === slug);
  return (
    <MenuButton
      label={[t("app.switch_workspace"), current?.name].filter(Boolean).join(": ")}
      className={cx(
        "flex h-9 min-w-0 items-center gap-2 rounded-2 px-1.5 text-start hover:bg-hover touch:h-11",
        !narrow && "flex-1",
      )}
      items={() => [
        ...workspaces.map(workspace => ({
          id: workspace.id,
          label: workspace.name,
          glyph: <Logo id={workspace.id} name={workspace.name} />,
          checked: workspace.slug === slug,
          onSelect: () => go(sameKindOfPage(path, slug, workspace.slug)),
        })),
        { id: "new", label: t("app.create_workspace"), icon: Plus, apart: true, onSelect: () => go("/new") },
      ]}
    >
      {current ? (
        <Logo id={current.id} name={current.name} />
      ) : (
        <span className="size-6 rounded-2 bg-active" />
      )}
      {!narrow && (
        <>
          <bdi className="min-w-0 flex-1 truncate font-semibold">{current?.name ?? slug}</bdi>
          <ChevronsUpDown size={14} className="shrink-0 text-fg-subtle" />
        </>
      )}
    </MenuButton>
  );
}

function Logo({ id, name }: { id: string; name: string }) {
  return (
    <span
      aria-hidden="true"
      data-initials={[...name.trim()][0]?.toUpperCase() ?? "·"}
      className={cx(
        "grid size-6 shrink-0 place-items-center rounded-2 text-xs font-semibold text-person-on before:content-[attr(data-initials)]",
        inkOf(id),
      )}
    />
  );
}

function sameKindOfPage(path: string, from: string, to: string): string {
  const rest = path.startsWith(`/${from}/`) ? path.slice(from.length + 2) : "my";
  const kind = rest.split("/")[0] ?? "my";
  return `/${to}/${kind === "p" || kind === "t" ? "my" : rest}`;
}
