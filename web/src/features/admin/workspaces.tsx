import { Building2 } from "lucide-react";
import { useState } from "react";
import type { components } from "../../api/schema";
import { t } from "../../app/i18n.ts";
import { usePages } from "../../app/pages.ts";
import { list as joined, times } from "../../app/times.ts";
import { inkOf } from "../../ui/avatar.tsx";
import { Find } from "../../ui/find.tsx";
import { More } from "../../ui/more.tsx";
import { RowItem, Rows, Section } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";

type Listed = components["schemas"]["ListedWorkspace"];

/** Whose workspaces there are; what is in them only their members see. */
export default function Workspaces() {
  const [text, setText] = useState("");
  const query = new URLSearchParams({ limit: "50", include: "total", ...(text && { search: text }) });
  const list = usePages<Listed>(`/admin/workspaces?${query}`);
  return (
    <Section title={t("admin.workspaces")} text={t("admin.workspaces_text")}>
      <Find label={t("admin.find_workspace")} onSearch={setText} />
      {!list.items && !list.error && <Bones />}
      {list.error && <Failed title={t("admin.workspaces_failed")} onRetry={list.reload} />}
      {list.items?.length === 0 && <Empty icon={<Building2 size={24} />} title={t("app.nothing_found")} />}
      {list.items && list.items.length > 0 && (
        <>
          <Rows label={t("admin.workspaces")}>
            {list.items.map(one => (
              <RowItem key={one.id} className="flex-nowrap">
                <span
                  aria-hidden="true"
                  data-initials={[...one.name.trim()][0]?.toUpperCase() ?? "·"}
                  className={`grid size-8 shrink-0 place-items-center rounded-2 text-sm font-semibold text-person-on before:content-[attr(data-initials)] ${inkOf(one.id)}`}
                />
                <span className="min-w-0 flex-1">
                  <span className="flex min-w-0 items-baseline gap-2">
                    <bdi className="truncate font-medium">{one.name}</bdi>
                    <span dir="ltr" className="truncate text-sm text-fg-subtle">
                      /{one.slug}
                    </span>
                  </span>
                  <span
                    className="block truncate text-sm text-fg-muted"
                    data-tip={one.owners.map(owner => owner.email).join("\n") || undefined}
                  >
                    <bdi>
                      {one.owners.length > 0
                        ? t("admin.owned_by", { names: joined(one.owners.map(owner => owner.name)) })
                        : t("admin.no_owner")}
                    </bdi>
                  </span>
                </span>
                <span className="figures shrink-0 text-end text-sm text-fg-muted max-md:hidden">
                  {t("admin.member_count", { count: one.members })}
                  <span className="block text-xs text-fg-subtle">
                    {t("admin.made_on", { date: times.date(one.created_at) })}
                  </span>
                </span>
              </RowItem>
            ))}
          </Rows>
          <More of={list} />
        </>
      )}
    </Section>
  );
}
