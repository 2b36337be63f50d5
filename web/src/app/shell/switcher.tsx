import { ChevronsUpDown, Mail, Plus } from "lucide-react";
import { Suspense } from "react";
import { useLocation } from "wouter";
import { useWorkspaces } from "../../features/workspace/queries.ts";
import { inkOf } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { go, workspaceSlug } from "../address.ts";
import { patientChunk } from "../chunk.ts";
import { allMessages, t } from "../i18n.ts";
import { pref } from "../prefs.ts";

const UnreadDot = patientChunk(() => import("../../features/inbox/unread-dot.tsx"), allMessages);

/** Which workspace this is, and the others. Switching keeps one on the same kind of page. */
export function Switcher({ narrow }: { narrow: boolean }) {
  const [path] = useLocation();
  const slug = workspaceSlug(path) || pref("workspace");
  const { workspaces } = useWorkspaces();
  const current = workspaces.find(workspace => workspace.slug === slug);
  return (
    <span className={cx("relative flex min-w-0", !narrow && "flex-1")}>
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
            glyph: (
              <span className="relative">
                <Logo id={workspace.id} name={workspace.name} />
                <Suspense>
                  <UnreadDot workspace={workspace.id} className="-end-0.5 -top-0.5 ring-2 ring-raised" />
                </Suspense>
              </span>
            ),
            checked: workspace.slug === slug,
            onSelect: () => go(sameKindOfPage(path, slug, workspace.slug)),
          })),
          {
            id: "new",
            label: t("app.create_workspace"),
            icon: Plus,
            apart: true,
            onSelect: () => go("/new"),
          },
          { id: "join", label: t("app.join_workspace"), icon: Mail, onSelect: () => go("/invitations") },
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
      {workspaces.length > 1 && (
        <Suspense>
          <UnreadDot
            except={current?.id}
            className="pointer-events-none start-6 top-1 ring-2 ring-sunken touch:top-2"
          />
        </Suspense>
      )}
    </span>
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
