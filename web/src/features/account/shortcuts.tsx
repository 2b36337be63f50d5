import { RotateCcw } from "lucide-react";
import { type KeyboardEvent, useState } from "react";
import { meet, useCatalogue } from "../../app/catalogue.ts";
import { GROUPS, keysOf } from "../../app/commands.ts";
import { t } from "../../app/i18n.ts";
import { nameOf } from "../../app/keys.ts";
import { setPref, usePref } from "../../app/prefs.ts";
import { IconButton } from "../../ui/button.tsx";
import { Check } from "../../ui/field.tsx";
import { Kbd } from "../../ui/kbd.tsx";
import { Section } from "../../ui/section.tsx";
import { toast } from "../../ui/toast.ts";

/** Every command and its keys, which may be others. */
export default function Shortcuts() {
  const on = usePref("shortcuts");
  const own = usePref("keys");
  const commands = useCatalogue();
  const change = (id: string, keys: string | undefined) => {
    const mine = commands.find(one => one.id === id);
    const holder =
      keys && mine && commands.find(one => one.id !== id && keysOf(one).includes(keys) && meet(one, mine));
    if (holder) {
      toast({ text: t("account.keys_taken", { name: t(holder.title) }), tone: "danger" });
      return;
    }
    const { [id]: _, ...rest } = own;
    setPref("keys", keys === undefined ? rest : { ...rest, [id]: keys });
  };
  return (
    <>
      <Section title={t("account.shortcuts")} text={t("account.shortcuts_text")}>
        <Check
          label={t("account.single_keys")}
          checked={on}
          onChange={event => setPref("shortcuts", event.target.checked)}
        />
      </Section>
      {GROUPS.map(group => {
        const listed = commands.filter(command => command.group === group);
        return (
          listed.length > 0 && (
            <Section key={group} title={t(`palette.group.${group}`)}>
              <ul className="flex flex-col">
                {listed.map(command => (
                  <li
                    key={command.id}
                    className="flex min-h-10 items-center gap-3 border-b border-border last:border-0"
                  >
                    <span className="min-w-0 flex-1">{t(command.title)}</span>
                    <KeyField
                      name={t(command.title)}
                      keys={keysOf(command)[0]}
                      onChange={keys => change(command.id, keys)}
                    />
                    {own[command.id] === undefined ? (
                      <span className="size-6" />
                    ) : (
                      <IconButton
                        size="sm"
                        label={t("account.reset_keys")}
                        onClick={() => change(command.id, undefined)}
                      >
                        <RotateCcw size={16} />
                      </IconButton>
                    )}
                  </li>
                ))}
              </ul>
            </Section>
          )
        );
      })}
    </>
  );
}

interface KeyFieldProps {
  name: string;
  keys: string | undefined;
  onChange(keys: string): void;
}

function KeyField({ name, keys, onChange }: KeyFieldProps) {
  const [listening, setListening] = useState(false);
  const press = (event: KeyboardEvent) => {
    const pressed = nameOf(event.nativeEvent);
    if (!listening || pressed === "Tab" || pressed === "") {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    setListening(false);
    if (pressed !== "Escape") {
      onChange(pressed === "Backspace" || pressed === "Delete" ? "" : pressed);
    }
  };
  return (
    <button
      type="button"
      data-keys="own"
      aria-label={t("account.keys_of", { name, keys: keys ?? t("account.no_keys") })}
      className="flex h-8 min-w-24 items-center justify-center rounded-2 border border-border px-2 text-sm text-fg-muted hover:bg-hover touch:h-11"
      onClick={() => setListening(!listening)}
      onBlur={() => setListening(false)}
      onKeyDown={press}
    >
      {listening ? t("account.press_keys") : keys ? <Kbd keys={keys} /> : t("account.no_keys")}
    </button>
  );
}
