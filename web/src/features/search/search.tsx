import { Search as SearchIcon } from "lucide-react";
import { useDeferredValue, useEffect, useState } from "react";
import { useParams, useSearch } from "wouter";
import type { Page } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { attempt } from "../../app/attempt.ts";
import { t } from "../../app/i18n.ts";
import { api } from "../../app/server.ts";
import { Frame } from "../../app/shell/frame.tsx";
import { Choice } from "../../ui/field.tsx";
import { More } from "../../ui/more.tsx";
import { Empty } from "../../ui/states.tsx";
import { useProjects, useWorkspace } from "../workspace/queries.ts";
import { type Hit, HitRow } from "./hit.tsx";
import { useLocalHits } from "./local.ts";
import { recentSearches, remember } from "./recent.ts";

export const KINDS = ["all", "task", "comment", "project"] as const;
export type Kind = (typeof KINDS)[number];
const PAUSE_MS = 200;

interface Answer {
  text: string;
  kind: Kind;
  project: string | undefined;
  /** Absent: the server could not be asked. */
  hits: readonly Hit[] | undefined;
  /** Where the list goes on. */
  next?: string | null;
}

function find(
  workspace: string,
  { text, kind, project }: Pick<Answer, "text" | "kind" | "project">,
  cursor?: string,
  signal?: AbortSignal,
): Promise<Page<Hit>> {
  const query = { q: text, limit: 50, ...(kind !== "all" && { type: kind }), project_id: project, cursor };
  return api.get<Page<Hit>>(`/workspaces/${workspace}/search`, { query, ...(signal && { signal }) });
}

/** Finds in titles, descriptions, comments and projects: at once in what is loaded, then on the server. */
export function SearchPage() {
  const { ws } = useParams<{ ws: string }>();
  const params = new URLSearchParams(useSearch());
  const [text, setText] = useState(params.get("q") ?? "");
  const { projects } = useProjects(ws);
  const project = projects.find(one => one.key === params.get("project"));
  const kind = KINDS.find(one => one === params.get("type")) ?? "all";
  const wanted = useDeferredValue(text.trim());
  const workspace = useWorkspace(ws)?.id;
  const [answer, setAnswer] = useState<Answer>();

  useEffect(() => {
    setParams({ q: wanted || null });
    if (wanted === "" || !workspace) {
      return;
    }
    const ended = new AbortController();
    const asked = { text: wanted, kind, project: project?.id };
    const ask = () => {
      find(workspace, asked, undefined, ended.signal)
        .then(page => {
          setAnswer({ ...asked, hits: page.items, next: page.next_cursor });
          remember(wanted);
        })
        .catch(() => !ended.signal.aborted && setAnswer({ ...asked, hits: undefined }));
    };
    const timer = setTimeout(ask, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [wanted, kind, workspace, project?.id]);

  const local = useLocalHits(wanted, kind, project?.id);
  const fits = answer?.text === wanted && answer.kind === kind && answer.project === project?.id;
  const here = fits ? answer : undefined;
  const hits = here?.hits ?? local;
  const said = !here
    ? t("search.searching")
    : here.hits
      ? t(here.next ? "search.found_first" : "search.found", { count: hits.length })
      : t("search.local_only");
  const [busy, setBusy] = useState(false);
  const goOn = async () => {
    setBusy(true);
    await attempt(async () => {
      if (workspace && here?.next) {
        const page = await find(workspace, here, here.next);
        const all = [...hits, ...page.items];
        // Unless something else is looked for by now.
        setAnswer(now => (now === here ? { ...here, hits: all, next: page.next_cursor } : now));
      }
    });
    setBusy(false);
  };
  return (
    <Frame title={t("app.search")}>
      <div className="mx-auto flex w-full max-w-180 flex-col gap-4 p-4 md:p-8">
        <div className="relative">
          <SearchIcon size={18} className="absolute start-3 top-1/2 -translate-y-1/2 text-fg-subtle" />
          <input
            type="search"
            aria-label={t("app.search")}
            placeholder={t("search.placeholder")}
            autoFocus
            dir="auto"
            value={text}
            className="h-11 w-full rounded-3 border border-border-strong bg-surface ps-10 pe-10 text-lg font-normal"
            onChange={event => setText(event.target.value)}
            onKeyDown={event => {
              if (event.key === "ArrowDown") {
                event.preventDefault();
                document.querySelector<HTMLElement>("[data-hit]")?.focus();
              }
            }}
          />
        </div>
        <div className="flex flex-wrap items-center gap-3">
          <Choice<Kind>
            label={t("search.kind")}
            value={kind}
            options={KINDS.map(value => ({ value, label: t(`search.kind_${value}`) }))}
            onChange={value => setParams({ type: value === "all" ? null : value })}
          />
          <label className="min-w-0">
            <span className="sr-only">{t("task.project")}</span>
            <select
              value={project?.key ?? ""}
              className="h-8 max-w-60 rounded-2 border border-border-strong bg-surface px-2 text-sm touch:h-11"
              onChange={event => setParams({ project: event.target.value || null })}
            >
              <option value="">{t("search.all_projects")}</option>
              {projects.map(one => (
                <option key={one.id} value={one.key}>
                  {one.name}
                </option>
              ))}
            </select>
          </label>
        </div>
        {wanted === "" ? (
          <Recent onChoose={setText} />
        ) : (
          <>
            <p role="status" className="text-sm text-fg-muted">
              {said}
            </p>
            <ul aria-label={t("palette.results")} className="flex list-none flex-col">
              {hits.map(hit => (
                <HitRow key={`${hit.type} ${hit.id}`} hit={hit} ws={ws} />
              ))}
            </ul>
            <More of={{ busy, ...(here?.next && { goOn }) }} />
            {here && hits.length === 0 && (
              <Empty title={t("search.nothing", { text: wanted })} text={t("search.nothing_text")} />
            )}
          </>
        )}
      </div>
    </Frame>
  );
}

function Recent({ onChoose }: { onChoose(text: string): void }) {
  const recent = recentSearches();
  if (recent.length === 0) {
    return <Empty icon={<SearchIcon size={24} />} title={t("search.start")} text={t("search.start_text")} />;
  }
  return (
    <section aria-label={t("search.recent")} className="flex flex-col gap-1">
      <h2 className="text-sm font-semibold text-fg-muted">{t("search.recent")}</h2>
      {recent.map(one => (
        <button
          key={one}
          type="button"
          className="flex h-9 items-center rounded-2 px-2 text-start hover:bg-hover touch:h-11"
          onClick={() => onChoose(one)}
        >
          <bdi className="truncate">{one}</bdi>
        </button>
      ))}
    </section>
  );
}
