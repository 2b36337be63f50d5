import type { Member, Page, Status, Task } from "../api/types.ts";
import { setFields } from "../features/task/changes.ts";
import { movesTo } from "../features/task/order.ts";
import { getLive } from "../sync/hooks.ts";
import type { Live } from "../sync/live.ts";
import type { News } from "../sync/news.ts";
import { toast } from "../ui/toast.ts";
import { stale } from "./asked.ts";
import { explained } from "./explain.ts";
import { gathered } from "./gathered.ts";
import { hasMessage, type MessageId, t } from "./i18n.ts";
import { openLayer } from "./layers.ts";
import { dayName } from "./times.ts";

/** Tells a person what became of their changes. */
export function tell(news: News): void {
  switch (news.kind) {
    case "refused":
      refused(news);
      break;
    case "conflict":
      openLayer({ name: "kept" });
      break;
    case "replaced":
      void replaced(news);
      break;
    case "undone":
    case "redone": {
      const id = `live.${news.kind}.${news.label}`;
      const text = hasMessage(id) ? t(id as MessageId) : t(`live.${news.kind}` as MessageId);
      const moved = news.moved.length > 0 ? t("live.moved_on", { count: news.moved.length }) : "";
      toast({ text: [news.things.length > 0 ? text : "", moved].filter(Boolean).join(" "), kind: "undo" });
      break;
    }
    case "gone":
      // Its pages are nobody's now, as those of any workspace one does not belong to.
      stale("/workspaces?");
      toast({ text: t("live.gone"), tone: "danger" });
      break;
  }
}

type Refused = Extract<News, { kind: "refused" }>;

/** Of a change to many tasks each is refused by itself; it is told as one. */
const TOGETHER_MS = 300;
const refused = gathered<Refused>(TOGETHER_MS, all => {
  for (const code of new Set(all.map(({ problem }) => problem.code))) {
    void tellRefused(all.filter(({ problem }) => problem.code === code));
  }
});

/** Changes that the server did not take, for one reason. */
async function tellRefused(all: readonly Refused[]): Promise<void> {
  const [first] = all;
  if (!first) {
    return;
  }
  const reason = await explained(first.problem);
  const text =
    all.length === 1
      ? t("live.refused", { name: first.name, reason })
      : t("live.refused_many", { count: all.length, reason });
  const ids = new Set(all.map(({ id }) => id));
  const kept = getLive()?.kept.items.some(({ id }) => ids.has(id));
  toast({
    text,
    tone: "danger",
    action: kept ? { label: t("live.show_text"), run: () => openLayer({ name: "kept" }) } : undefined,
  });
}

/** Somebody's later change took the place of one's own. */
async function replaced({ thing, field, mine, theirs }: Extract<News, { kind: "replaced" }>): Promise<void> {
  const live = getLive();
  const task = live?.entities.get(thing.entity, thing.id) as Task | undefined;
  if (!live || !task) {
    return;
  }
  const name = await whoChanged(live, thing.id, field);
  toast({
    text: t(name === undefined ? "live.replaced" : "live.replaced_by", {
      name: name ?? "",
      key: task.key,
      field: t(`live.field.${field}` as MessageId),
      value: shown(field, theirs),
    }),
    kind: `replaced ${thing.id} ${field}`,
    action: {
      label: t("live.change_back"),
      run: () => {
        const now = live.entities.get("task", thing.id) as Task | undefined;
        const status =
          field === "status_id"
            ? (live.entities.get("status", String(mine)) as Status | undefined)
            : undefined;
        if (now && status) {
          const end = live.entities.ids("column", `${now.project_id}/${status.id}`).length;
          live.change(movesTo(live.entities, [now], now.project_id, status, end), "move");
        } else if (now && field !== "status_id") {
          live.change([setFields(now, { [field]: mine })], "change");
        }
      },
    },
  });
}

/** The log knows. */
async function whoChanged(live: Live, id: string, field: string): Promise<string | undefined> {
  type Entries = Page<{ actor_id: string | null; changes: Readonly<Record<string, unknown>> }>;
  try {
    const { items } = await live.api.get<Entries>(`/tasks/${id}/activity?limit=20`);
    const actor = items.find(({ changes }) => field in changes)?.actor_id;
    const members = live.entities.list("member") as unknown as Member[];
    return members.find(({ user_id }) => user_id === actor)?.name;
  } catch {
    return undefined;
  }
}

function shown(field: string, value: unknown): string {
  if (value === null || value === undefined) {
    return t("live.nothing");
  }
  switch (field) {
    case "status_id":
      return String(getLive()?.entities.get("status", String(value))?.name ?? "");
    case "priority":
      return t(`app.priority.${value}` as MessageId);
    case "due":
      return dayName(String((value as { date: string }).date));
    case "start_on":
      return dayName(String(value));
    default:
      return String(value);
  }
}
