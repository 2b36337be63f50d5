import { useState } from "react";
import { useCatalogue } from "../../app/catalogue.ts";
import { GROUPS, keysOf } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { TextField } from "../../ui/field.tsx";
import { score } from "../../ui/fuzzy.ts";
import { Kbd } from "../../ui/kbd.tsx";

/** Every shortcut there is, read from the commands themselves. */
export default function Help() {
  const [text, setText] = useState("");
  const all = useCatalogue().filter(
    command => keysOf(command).length > 0 && score(text, t(command.title)) > 0,
  );
  return (
    <Dialog title={t("app.shortcuts")} onClose={closeLayer} size="lg">
      <div className="p-5 pb-0">
        <TextField
          bare
          label={t("help.find")}
          placeholder={t("help.find")}
          value={text}
          data-autofocus
          onChange={event => setText(event.target.value)}
        />
      </div>
      <div tabIndex={0} className="grid gap-x-8 gap-y-5 overflow-y-auto p-5 md:grid-cols-2">
        {GROUPS.map(group => {
          const commands = all.filter(command => command.group === group);
          return (
            commands.length > 0 && (
              <section key={group} aria-label={t(`palette.group.${group}`)}>
                <h3 className="mb-1 text-sm font-semibold text-fg-muted">{t(`palette.group.${group}`)}</h3>
                <dl>
                  {commands.map(command => (
                    <div
                      key={command.id}
                      className="flex min-h-8 items-center justify-between gap-4 border-b border-border"
                    >
                      <dt>{t(command.title)}</dt>
                      <dd className="flex gap-2">
                        {keysOf(command).map(keys => (
                          <span key={keys}>
                            <Kbd keys={keys} />
                            <span className="sr-only">{keys}</span>
                          </span>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            )
          );
        })}
        {all.length === 0 && <p className="text-fg-muted">{t("app.nothing_found")}</p>}
      </div>
    </Dialog>
  );
}
