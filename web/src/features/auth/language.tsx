import { LANGUAGES, t, useLocale } from "../../app/i18n.ts";
import { setPref } from "../../app/prefs.ts";

/** Every language by its own name. */
export function LanguagePick() {
  const locale = useLocale();
  return (
    <label className="flex items-center gap-2">
      <span className="sr-only">{t("app.language")}</span>
      <select
        value={locale}
        className="h-8 rounded-2 border border-transparent bg-transparent px-2 hover:border-border touch:h-11"
        onChange={event => setPref("locale", event.target.value)}
      >
        {Object.entries(LANGUAGES).map(([tag, name]) => (
          <option key={tag} value={tag} lang={tag}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
