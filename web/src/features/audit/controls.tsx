import { useEffect, useState } from "react";
import type { Member } from "../../api/types.ts";
import { setParams } from "../../app/address.ts";
import { t } from "../../app/i18n.ts";
import { useAll } from "../../sync/hooks.ts";
import { SelectField, TextField } from "../../ui/field.tsx";
import { Find } from "../../ui/find.tsx";
import { type Asking, WHAT, WHEN } from "./asking.ts";

/** Who, what and when is asked for; all of it is in the address. */
export function Controls({ asking, account }: { asking: Asking; account: boolean }) {
  const members = useAll<Member>("member");
  const [search] = useState(() => (text: string) => setParams({ text }));
  const set = (name: keyof Asking) => (event: { target: { value: string } }) =>
    setParams({ [name]: event.target.value });
  const what = account ? WHAT.account : WHAT.workspace;
  // Where "between" is left, its days go along.
  useEffect(() => {
    if (asking.when !== "between" && (asking.from !== "" || asking.to !== "")) {
      setParams({ from: null, to: null });
    }
  }, [asking.when, asking.from, asking.to]);
  return (
    <div className="flex flex-wrap items-end gap-3">
      <div className="min-w-48 flex-1 basis-full">
        <Find label={t("audit.find")} start={asking.text} onSearch={search} />
      </div>
      {!account && (
        <div className="min-w-40 flex-1">
          <SelectField label={t("audit.who")} value={asking.who} onChange={set("who")}>
            <option value="">{t("audit.anybody")}</option>
            <option value="me">{t("filter.me")}</option>
            <option value="null">{t("said.server")}</option>
            {[...members]
              .sort((one, other) => one.name.localeCompare(other.name))
              .map(member => (
                <option key={member.user_id} value={member.user_id}>
                  {member.name}
                </option>
              ))}
          </SelectField>
        </div>
      )}
      <div className="min-w-40 flex-1">
        <SelectField label={t("audit.what")} value={asking.what} onChange={set("what")}>
          <option value="">{t(account ? "audit.everything_own" : "audit.everything")}</option>
          {what.map(kind => (
            <option key={kind} value={kind}>
              {t(`audit.what.${kind}`)}
            </option>
          ))}
        </SelectField>
      </div>
      <div className="min-w-40 flex-1">
        <SelectField label={t("audit.when")} value={asking.when} onChange={set("when")}>
          <option value="">{t("audit.any_time")}</option>
          {WHEN.map(when => (
            <option key={when} value={when}>
              {t(`audit.when.${when}`)}
            </option>
          ))}
        </SelectField>
      </div>
      {asking.when === "between" && (
        <div className="flex basis-full flex-wrap gap-3">
          <div className="min-w-36 flex-1">
            <TextField type="date" label={t("audit.from")} value={asking.from} onChange={set("from")} />
          </div>
          <div className="min-w-36 flex-1">
            <TextField type="date" label={t("audit.to")} value={asking.to} onChange={set("to")} />
          </div>
        </div>
      )}
    </div>
  );
}
