import { t } from "../app/i18n.ts";
import { Frame } from "../app/shell/frame.tsx";
import { Bones } from "../ui/states.tsx";

export default function MyRoute() {
  return (
    <Frame title={t("app.my_tasks")}>
      <Bones />
    </Frame>
  );
}
