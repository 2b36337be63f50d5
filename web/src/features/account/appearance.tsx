import { LANGUAGES, t, useLocale } from "../../app/i18n.ts";
import { chooseLanguage } from "../../app/language.ts";
import { setPref, usePref } from "../../app/prefs.ts";
import { weekdays } from "../../app/times.ts";
import { Check, Choice, SelectField } from "../../ui/field.tsx";
import { Section } from "../../ui/section.tsx";

export default function Appearance() {
  const theme = usePref("theme");
  const density = usePref("density");
  const parse = usePref("parse");
  const hidden = usePref("hidden");
  const weekStart = usePref("weekStart");
  const locale = useLocale();
  return (
    <>
      <Section title={t("account.theme")} text={t("account.theme_text")}>
        <Choice
          label={t("account.theme")}
          value={theme}
          options={[
            { value: "light", label: t("account.light") },
            { value: "dark", label: t("account.dark") },
            { value: "system", label: t("account.system") },
          ]}
          onChange={value => setPref("theme", value)}
        />
      </Section>
      <Section title={t("account.density")} text={t("account.density_text")}>
        <Choice
          label={t("account.density")}
          value={density}
          options={[
            { value: "comfortable", label: t("account.comfortable") },
            { value: "compact", label: t("account.compact") },
          ]}
          onChange={value => setPref("density", value)}
        />
      </Section>
      <Section title={t("app.language")} text={t("account.language_text")}>
        <SelectField
          bare
          label={t("app.language")}
          value={locale}
          className="max-w-72"
          onChange={event => chooseLanguage(event.target.value)}
        >
          {Object.entries(LANGUAGES).map(([tag, name]) => (
            <option key={tag} value={tag} lang={tag}>
              {name}
            </option>
          ))}
        </SelectField>
      </Section>
      <Section title={t("account.week_start")} text={t("account.week_start_text")}>
        <SelectField
          bare
          label={t("account.week_start")}
          value={weekStart}
          className="max-w-72"
          onChange={event => setPref("weekStart", Number(event.target.value))}
        >
          <option value={0}>{t("account.week_start_workspace")}</option>
          {weekdays().map(({ number, name }) => (
            <option key={number} value={number}>
              {name}
            </option>
          ))}
        </SelectField>
      </Section>
      <Section title={t("quickadd.title")} text={t("account.parse_text")}>
        <Check
          label={t("account.parse")}
          checked={parse}
          onChange={event => setPref("parse", event.target.checked)}
        />
      </Section>
      <Section title={t("account.presence")} text={t("account.presence_text")}>
        <Check
          label={t("account.hide_me")}
          checked={hidden}
          onChange={event => setPref("hidden", event.target.checked)}
        />
      </Section>
    </>
  );
}
