import { t } from "../app/i18n.ts";
import { Frame } from "../app/shell/frame.tsx";
import { MyTasks } from "../features/my/my.tsx";

export default function MyRoute() {
  return (
    <Frame title={t("app.my_tasks")} still>
      <MyTasks />
    </Frame>
  );
}
