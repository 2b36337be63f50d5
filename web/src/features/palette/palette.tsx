import { ChevronRight, Hash, Search } from "lucide-react";
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import type { Member, Task, View } from "../../api/types.ts";
import { go, openTask, to, workspaceSlug } from "../../app/address.ts";
import { GROUPS, isAllowed, keysOf, run, useAllCommands } from "../../app/commands.ts";
import { LANGUAGES, t } from "../../app/i18n.ts";
import { chooseLanguage } from "../../app/language.ts";
import { closeLayer, openLayer } from "../../app/layers.ts";
import { pref } from "../../app/prefs.ts";
import { ViewSign } from "../../app/shell/sidebar-more.tsx";
import { useAll } from "../../sync/hooks.ts";
import { Avatar } from "../../ui/avatar.tsx";
import { cx } from "../../ui/cx.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { score } from "../../ui/fuzzy.ts";
import { StatusGlyph } from "../../ui/glyphs.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { IN_PALETTE } from "../../ui/picker.tsx";
import { ProjectIcon } from "../../ui/project-icon.tsx";
import { findTasks } from "../search/local.ts";
import type { Question } from "../task/ask.ts";
import { useProjects, useWorkspaces } from "../workspace/queries.ts";
import { Heading } from "./heading.tsx";
import { rank, used } from "./recent.ts";

interface Row {
  readonly id: string;
  readonly label: string;
  readonly group: string;
  readonly glyph?: ReactNode;
  readonly hint?: string | undefined;
  readonly keys?: string | undefined;
  /** Higher comes first within its group. */
  readonly points: number;
  /** What the second page is to ask, in place of doing something. */
  readonly asks?: Question | undefined;
  run(): void;
}

const PLACES: Readonly<Record<string, "app.switch_workspace" | "app.open_view" | "app.language">> = {
  workspaces: "app.switch_workspace",
  views: "app.open_view",
  languages: "app.language",
};
/** Tasks that are shown at most; the search page has all. */
const TASKS = 8;
const KEY = /^[A-Za-z][A-Za-z0-9]{0,9}-\d+$/;

/** One field for everything that can be done and everywhere one can go. */
export default function Palette({ start, page: first }: { start: string; page: string | undefined }) {
  const [text, setText] = useState(start);
  const [page, setPage] = useState(first ?? "");
  const [at, setAt] = useState(0);
  const [chosen, setChosen] = useState<Row>();
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const rows = useRows(text, page);
  const second = useSecond(rows.some(row => row.asks));
  const current = Math.min(at, Math.max(0, rows.length - 1));
  useEffect(() => {
    list.current?.querySelector("[data-current]")?.scrollIntoView({ block: "nearest" });
  }, [current, text]);
  useLayoutEffect(() => {
    if (!chosen) {
      field.current?.focus();
    }
  }, [chosen, page]);

  const choose = (row: Row | undefined) => {
    if (row) {
      used(row.id);
      if (row.id === "app.help") {
        openLayer({ name: "help" });
        return;
      }
      if (row.asks) {
        setText("");
        setAt(0);
        setChosen(row);
        return;
      }
      closeLayer();
      // The dialog gives the focus back first.
      requestAnimationFrame(() => row.run());
    }
  };

  const keys = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) {
      return;
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((current + (event.key === "ArrowDown" ? 1 : -1) + rows.length) % Math.max(1, rows.length));
    } else if (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey)) {
      event.preventDefault();
      choose(rows[current]);
    } else if (event.key === "Backspace" && text === "" && page !== "") {
      setPage("");
    }
  };

  const place = PLACES[page];
  if (chosen?.asks && second) {
    return (
      <Frame>
        <second.Page
          question={chosen.asks}
          title={chosen.label}
          glyph={chosen.glyph}
          onBack={() => setChosen(undefined)}
        />
      </Frame>
    );
  }
  return (
    <Frame>
      {place && <Heading title={t(place)} onBack={() => setPage("")} />}
      <input
        ref={field}
        role="combobox"
        aria-label={t("app.palette")}
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={rows.length > 0 ? `palette-${current}` : undefined}
        aria-autocomplete="list"
        placeholder={t(place ? "app.search" : "palette.placeholder")}
        value={text}
        data-autofocus
        autoComplete="off"
        spellCheck={false}
        className={IN_PALETTE.field}
        onChange={event => {
          setText(event.target.value);
          setAt(0);
        }}
        onKeyDown={keys}
      />
      <div
        ref={list}
        id="palette-list"
        role="listbox"
        aria-label={t("app.palette")}
        className={IN_PALETTE.list}
      >
        {rows.map((row, index) => (
          <div key={row.id} role="presentation">
            {rows[index - 1]?.group !== row.group && (
              <div role="presentation" className="px-3 pt-2 pb-1 text-xs font-semibold text-fg-subtle">
                {row.group}
              </div>
            )}
            <div
              id={`palette-${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === current}
              data-current={index === current || undefined}
              className={cx(IN_PALETTE.row, index === current && "bg-hover")}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(row)}
            >
              <span className="grid size-5 shrink-0 place-items-center text-fg-muted">{row.glyph}</span>
              <bdi className="min-w-0 flex-1 truncate">{row.label}</bdi>
              {row.hint && <span className="shrink-0 text-sm text-fg-subtle">{row.hint}</span>}
              {row.asks && (
                <ChevronRight
                  size={14}
                  aria-hidden="true"
                  className="shrink-0 text-fg-subtle rtl:rotate-180"
                />
              )}
              {row.keys && <Kbd keys={row.keys} />}
            </div>
          </div>
        ))}
        {rows.length === 0 && <p className="px-3 py-6 text-center text-fg-muted">{t("app.nothing_found")}</p>}
      </div>
    </Frame>
  );
}

function Frame({ children }: { children: ReactNode }) {
  return (
    <Dialog title={t("app.palette")} bare high onClose={closeLayer} size="md">
      {children}
    </Dialog>
  );
}

type Second = typeof import("./second.tsx");

/** What draws the second page; it comes when an action is there that has one. */
function useSecond(wanted: boolean): Second | undefined {
  const [second, setSecond] = useState<Second>();
  useEffect(() => {
    if (wanted) {
      void import("./second.tsx").then(setSecond);
    }
  }, [wanted]);
  return second;
}

function useRows(text: string, page: string): readonly Row[] {
  const commands = useAllCommands();
  // What could be done where one came from: here the field has the focus.
  const [allowed] = useState(
    () => new Map(commands.filter(isAllowed).map(one => [one.id, one.asks?.()] as const)),
  );
  const ws = workspaceSlug() || pref("workspace");
  const { projects } = useProjects(ws);
  const { workspaces } = useWorkspaces();
  const tasks = useAll<Task>("task");
  const members = useAll<Member>("member");
  const views = useAll<View>("view");

  return useMemo(() => {
    const prefix = /^[>#@?]/.exec(text)?.[0] ?? "";
    const words = text.slice(prefix.length).trim();
    const keep = (id: string, label: string, more = 0) => {
      const points = score(words, label);
      return points > 0 ? points + rank(id) + more : 0;
    };
    if (page === "workspaces") {
      return workspaces
        .map(workspace => ({
          id: `workspace.${workspace.slug}`,
          label: workspace.name,
          group: t("app.workspaces"),
          points: keep(workspace.slug, workspace.name),
          run: () => go(to.my(workspace.slug)),
        }))
        .filter(row => row.points > 0);
    }
    if (page === "languages") {
      return Object.entries(LANGUAGES)
        .map(([tag, name]) => ({
          id: `language.${tag}`,
          label: name,
          group: t("app.language"),
          points: keep(`language.${tag}`, name),
          run: () => chooseLanguage(tag),
        }))
        .filter(row => row.points > 0);
    }
    const viewRows = views.map(view => ({
      id: `view.${view.id}`,
      label: view.name,
      hint: projects.find(project => project.id === view.project_id)?.name,
      group: t("app.saved_views"),
      glyph: <ViewSign layout={view.layout} />,
      points: keep(`view.${view.id}`, view.name),
      order: words === "" ? 2.6 : 0.6,
      run: () => go(to.view(ws, view.id)),
    }));
    if (page === "views") {
      return viewRows.filter(row => row.points > 0);
    }
    const found = prefix === "" && words.length > 1 ? findTasks(tasks, words, TASKS) : [];
    const taskRows = found.map((task, index) => ({
      id: `task.${task.id}`,
      label: task.title,
      hint: task.key,
      group: t("palette.results"),
      glyph: <StatusGlyph category={task.status_category} />,
      points: TASKS - index,
      order: 0.3,
      run: () => openTask(task.key),
    }));
    const key = words.toUpperCase();
    const keyRow = {
      id: `task.${key}`,
      label: t("palette.open_task", { key }),
      group: t("palette.results"),
      glyph: <Hash size={16} />,
      points: 1,
      order: 0.3,
      run: () => openTask(key),
    };
    const listed = commands.filter(
      one => !one.unlisted && allowed.has(one.id) && (prefix !== "?" || one.group === "help"),
    );
    const commandRows = listed.map(one => ({
      id: one.id,
      label: t(one.title),
      group: t(`palette.group.${one.group}`),
      glyph: one.icon && <one.icon size={16} />,
      keys: keysOf(one)[0],
      // What changes tasks comes before what walks among them.
      points: keep(one.id, t(one.title), one.asks ? 0.2 : one.id.startsWith("task.") ? 0.1 : 0),
      order: GROUPS.indexOf(one.group),
      asks: allowed.get(one.id),
      // The place it is about is the one that has the focus again.
      run: () => void (run(one.id) || one.run()),
    }));
    const projectRows = projects
      .filter(project => !project.archived_at && !project.deleted_at)
      .map(project => ({
        id: `project.${project.id}`,
        label: project.name,
        hint: project.key,
        group: t("app.projects"),
        glyph: <ProjectIcon project={project} />,
        points: keep(`project.${project.id}`, `${project.name} ${project.key}`),
        order: words === "" ? 2.5 : 0.5,
        run: () => go(to.project(ws, project.key, pref("views")[project.key] ?? "board")),
      }));
    const people = members.map(member => ({
      id: `person.${member.user_id}`,
      label: member.name,
      hint: member.email,
      group: t("app.members"),
      glyph: <Avatar id={member.user_id} name={member.name} size="sm" mute />,
      points: keep(`person.${member.user_id}`, member.name),
      order: 0.7,
      run: () => go(to.settings(ws, "members")),
    }));
    const all = [
      ...(prefix === "" && KEY.test(words) && taskRows.length === 0 ? [keyRow] : taskRows),
      ...(prefix === "@" || (prefix === "" && words !== "") ? people : []),
      ...(prefix === "#" || prefix === "@" ? [] : commandRows),
      ...(prefix === ">" || prefix === "?" || prefix === "@" ? [] : projectRows),
      ...(prefix === "" ? viewRows : []),
    ];
    const rows: Row[] = all
      .filter(row => row.points > 0)
      .sort((a, b) => a.order - b.order || b.points - a.points);
    if (words !== "" && prefix === "" && ws !== "") {
      rows.push({
        id: "palette.search",
        label: t("palette.search_for", { text: words }),
        group: t("app.search"),
        glyph: <Search size={16} />,
        points: 1,
        run: () => go(to.search(ws, words)),
      });
    }
    return rows;
  }, [text, page, commands, allowed, projects, workspaces, ws, tasks, members, views]);
}
