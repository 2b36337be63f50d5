import { useEffect } from "react";
import type { Notification } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { number } from "../../app/times.ts";
import { leadTitle } from "../../app/title.ts";
import { useAll, useLive } from "../../sync/hooks.ts";
import { cx } from "../../ui/cx.ts";
import { unreadIn } from "./model.ts";

const MOST = 99;
let shown = 0;

/** How much is unread: beside the inbox's name, before the page's title and on the app's icon. */
export default function InboxCount({ narrow }: { narrow: boolean }) {
  const all = useAll<Notification>("notification");
  const workspace = useLive()?.workspace;
  const count = workspace === undefined ? 0 : unreadIn(all, workspace);
  const text = count > MOST ? `${number(MOST)}+` : number(count);

  useEffect(() => {
    leadTitle(count > 0 ? `(${text}) ` : "");
    // Not every browser has it, nor allows it outside of an installed app.
    void navigator.setAppBadge?.(count).catch(() => {});
  }, [count, text]);
  useEffect(() => {
    shown += 1;
    return () => {
      shown -= 1;
      if (shown === 0) {
        leadTitle("");
        void navigator.clearAppBadge?.().catch(() => {});
      }
    };
  }, []);

  if (count === 0) {
    return null;
  }
  return (
    <span
      data-unread={count}
      className={cx(
        "figures grid h-4.5 min-w-4.5 place-items-center rounded-full bg-accent px-1 text-xs font-semibold text-on-accent",
        narrow ? "absolute start-1/2 top-0.5 ms-1" : "ms-auto",
      )}
    >
      <span aria-hidden="true">{text}</span>
      <span className="sr-only">{t("inbox.unread_count", { count })}</span>
    </span>
  );
}
