import { FolderKanban, MessageSquare } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Link } from "wouter";
import type { Project, StatusCategory } from "../../api/types.ts";
import { to } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { pref } from "../../app/prefs.ts";
import { useRow } from "../../sync/hooks.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** Something that was found, as the server tells it. */
export interface Hit {
  readonly id: string;
  readonly type: "task" | "comment" | "project";
  readonly key: string;
  readonly title: readonly Piece[];
  readonly snippet: readonly Piece[];
  readonly project_id: string;
  readonly status_category?: StatusCategory | null;
  readonly archived: boolean;
}

export function HitRow({ hit, ws }: { hit: Hit; ws: string }) {
  const project = useRow<Project>("project", hit.project_id);
  const view = pref("views")[hit.key] ?? "board";
  return (
    <li>
      <Link
        href={hit.type === "project" ? to.project(ws, hit.key, view) : to.task(ws, hit.key)}
        data-hit=""
        className="flex gap-3 rounded-2 px-2 py-2 hover:bg-hover focus-visible:bg-hover"
        onKeyDown={walk}
      >
        <span className="mt-0.5 shrink-0 text-fg-muted">
          {hit.type === "project" && <FolderKanban size={16} />}
          {hit.type === "comment" && <MessageSquare size={16} />}
          {hit.type === "task" && <StatusGlyph category={hit.status_category ?? "todo"} />}
        </span>
        <span className="min-w-0 flex-1">
          <span className="flex items-baseline gap-2">
            <bdi className="truncate font-medium">
              <Pieces pieces={hit.title} />
            </bdi>
            {hit.archived && <span className="text-xs text-fg-subtle">{t("search.archived")}</span>}
          </span>
          {hit.snippet.length > 0 && (
            <span dir="auto" className="line-clamp-2 text-sm text-fg-muted">
              <Pieces pieces={hit.snippet.map(plain)} />
            </span>
          )}
        </span>
        <span className="figures shrink-0 text-end text-sm text-fg-subtle">
          <span dir="ltr">{hit.key}</span>
          {hit.type !== "project" && (
            <bdi className="block max-w-40 truncate text-xs max-md:hidden">{project?.name}</bdi>
          )}
        </span>
      </Link>
    </li>
  );
}

/** A snippet is cut from Markdown: the signs that format it say nothing here. */
export function plain({ text, hit }: Piece): Piece {
  return { text: text.replace(/\*\*|`|(^|\s)(#{1,6}|- \[[ xX]\])(?=\s)/g, ""), hit };
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, at) =>
    piece.hit ? (
      <mark key={at} className="rounded-1 bg-warning-subtle text-warning-fg">
        {piece.text}
      </mark>
    ) : (
      piece.text
    ),
  );
}

/** Up and down walk the hits. */
function walk(event: KeyboardEvent): void {
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    const all = [...document.querySelectorAll<HTMLElement>("[data-hit]")];
    const next = all.indexOf(event.currentTarget as HTMLElement) + (event.key === "ArrowDown" ? 1 : -1);
    (next < 0 ? document.querySelector<HTMLElement>("input[type=search]") : all[next])?.focus();
  }
}
