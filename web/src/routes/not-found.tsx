import { Compass } from "lucide-react";
import { Link } from "wouter";
import { to, workspaceSlug } from "../app/address.ts";
import { t } from "../app/i18n.ts";
import { pref } from "../app/prefs.ts";
import { useTitle } from "../app/title.ts";
import { Empty } from "../ui/states.tsx";

/** An address of nothing, or of what is not the visitor's to know of. */
export default function NotFound() {
  useTitle(t("app.not_found"));
  const ws = workspaceSlug() || pref("workspace");
  return (
    <main id="main" tabIndex={-1} className="m-auto outline-none">
      <h1 className="sr-only">{t("app.not_found")}</h1>
      <Empty icon={<Compass size={24} />} title={t("app.not_found")} text={t("app.not_found_text")}>
        <div className="flex gap-4">
          <Link className="font-medium text-accent-fg underline" href="/">
            {t("app.home")}
          </Link>
          {ws && (
            <Link className="font-medium text-accent-fg underline" href={to.search(ws)}>
              {t("app.search")}
            </Link>
          )}
        </div>
      </Empty>
    </main>
  );
}
