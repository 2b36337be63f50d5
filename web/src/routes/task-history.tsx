import { useParams } from "wouter";
import { to } from "../app/address.ts";
import { t } from "../app/i18n.ts";
import { Frame } from "../app/shell/frame.tsx";
import { History } from "../features/history/history.tsx";
import { useTaskByKey } from "../features/task/find.ts";
import { Bones } from "../ui/states.tsx";
import NotFound from "./not-found.tsx";

export default function TaskHistoryRoute() {
  const { ws, key } = useParams<{ ws: string; key: string }>();
  const { task, missing } = useTaskByKey(ws, key);
  if (missing) {
    return <NotFound />;
  }
  if (!task) {
    return <Bones rows={8} />;
  }
  return (
    <Frame title={t("history.of", { name: task.key })}>
      <History
        key={task.id}
        thing={{ kind: "task", now: task }}
        back={to.task(ws, task.key)}
        backName={`${task.key} ${task.title}`}
      />
    </Frame>
  );
}
