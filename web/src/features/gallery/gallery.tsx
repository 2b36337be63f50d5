import { Bell, Inbox, Pencil, Trash2 } from "lucide-react";
import { type ReactNode, useRef, useState } from "react";
import { t } from "../../app/i18n.ts";
import { setPref, usePref } from "../../app/prefs.ts";
import { Avatar, Avatars } from "../../ui/avatar.tsx";
import { Badge, Note } from "../../ui/badge.tsx";
import { Button, IconButton } from "../../ui/button.tsx";
import { Chips } from "../../ui/chips.tsx";
import { Colours, SWATCHES } from "../../ui/colours.tsx";
import { Confirm } from "../../ui/confirm.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Check, Choice, SelectField, TextArea, TextField } from "../../ui/field.tsx";
import {
  CATEGORIES,
  categoryName,
  PRIORITIES,
  PriorityGlyph,
  priorityName,
  StatusGlyph,
} from "../../ui/glyphs.tsx";
import { MenuButton } from "../../ui/menu.tsx";
import { Picker } from "../../ui/picker.tsx";
import { RowItem, Rows } from "../../ui/section.tsx";
import { Bones, Empty, Failed } from "../../ui/states.tsx";
import { Switch } from "../../ui/switch.tsx";
import { TagChip } from "../../ui/tag.tsx";
import { toast } from "../../ui/toast.ts";

/** Texts as long and as foreign as people write them. */
const NAMES = ["Ana", "Maximiliana Freifrau von Hohenstein-Wolkenburg", "محمد عبد الرحمن الخطيب"];
const TOKENS = {
  surfaces: ["bg-bg", "bg-sunken", "bg-surface", "bg-raised", "bg-hover", "bg-active", "bg-selected"],
  accents: ["bg-accent", "bg-danger-solid", "bg-warning-solid", "bg-success-solid", "bg-info-solid"],
  notices: ["bg-danger-subtle", "bg-warning-subtle", "bg-success-subtle", "bg-info-subtle"],
} as const;

/** Every component in every state, in the theme and language of the moment. */
export function Gallery() {
  const theme = usePref("theme");
  return (
    <main className="mx-auto flex max-w-260 flex-col gap-10 p-8">
      <header className="flex flex-wrap items-center gap-4">
        <h1 className="text-2xl">{t("gallery.title")}</h1>
        <Choice
          label={t("gallery.theme")}
          value={theme}
          options={(["light", "dark", "system"] as const).map(value => ({ value, label: value }))}
          onChange={value => setPref("theme", value)}
        />
        <Choice
          label={t("gallery.language")}
          value={usePref("locale") || "en"}
          options={["en", "de", "ar"].map(value => ({ value, label: value }))}
          onChange={value => setPref("locale", value)}
        />
      </header>
      <Part name="tokens">
        {Object.entries(TOKENS).map(([group, names]) => (
          <div key={group} className="flex flex-wrap gap-2">
            {names.map(name => (
              <span
                key={name}
                className="flex items-center gap-2 rounded-2 border border-border px-2 py-1 text-xs"
              >
                <span className={`size-5 rounded-1 border border-border ${name}`} />
                <code>{name}</code>
              </span>
            ))}
          </div>
        ))}
      </Part>
      <Part name="button">
        {(["primary", "secondary", "ghost", "danger"] as const).map(kind => (
          <div key={kind} className="flex flex-wrap items-center gap-3">
            {(["sm", "md", "lg"] as const).map(size => (
              <Button key={size} kind={kind} size={size} tip={kind} tipKeys="mod+k">
                {t("app.save")}
              </Button>
            ))}
            <Button kind={kind} disabled>
              {t("app.save")}
            </Button>
            <IconButton label={t("app.delete")}>
              <Trash2 size={16} />
            </IconButton>
            <IconButton label={t("app.delete")} pressed>
              <Bell size={16} />
            </IconButton>
          </div>
        ))}
      </Part>
      <Part name="field">
        <div className="grid gap-4 md:grid-cols-2">
          <TextField label={t("auth.name")} placeholder={NAMES[0]} hint={t("auth.password_hint")} />
          <TextField label={t("auth.name")} defaultValue={NAMES[2]} dir="auto" error={t("app.broken")} />
          <TextField label={t("auth.name")} defaultValue={NAMES[1]} disabled />
          <SelectField label={t("task.priority")}>
            {PRIORITIES.map(one => (
              <option key={one}>{priorityName(one)}</option>
            ))}
          </SelectField>
          <TextArea label={t("task.description")} defaultValue={NAMES.join("\n")} />
          <div className="flex flex-col gap-2">
            <Check label={t("fields.required_hint")} defaultChecked />
            <Check label={t("fields.required_hint")} disabled />
          </div>
        </div>
      </Part>
      <Part name="switches, badges, chips">
        <div className="flex flex-wrap items-center gap-3">
          <Switch label={t("webhooks.resume")} on={false} onChange={() => {}} />
          <Switch label={t("webhooks.pause")} on onChange={() => {}} />
          <Switch label={t("webhooks.pause")} on disabled onChange={() => {}} />
          {(["plain", "success", "warning", "danger", "info"] as const).map(tone => (
            <Badge key={tone} tone={tone}>
              {tone}
            </Badge>
          ))}
        </div>
        <Note tone="warning">{t("history.refused.no_inverse")}</Note>
        <Chips
          label={t("task.assignees")}
          add={t("project.add_member")}
          options={NAMES.map(name => ({ id: name, label: name }))}
          chosen={NAMES}
          onChange={() => {}}
        />
      </Part>
      <Part name="glyphs">
        <div className="flex flex-wrap gap-4 text-sm">
          {CATEGORIES.map(one => (
            <span key={one} className="inline-flex items-center gap-1.5">
              <StatusGlyph category={one} />
              {categoryName(one)}
            </span>
          ))}
          {PRIORITIES.map(one => (
            <span key={one} className="inline-flex items-center gap-1.5">
              <PriorityGlyph priority={one} />
              {priorityName(one)}
            </span>
          ))}
        </div>
      </Part>
      <Part name="people, tags">
        <div className="flex flex-wrap items-center gap-3">
          {(["xs", "sm", "md", "lg", "xl"] as const).map(size => (
            <Avatar key={size} id={size} name={NAMES[1] ?? ""} size={size} />
          ))}
          <Avatars people={NAMES.concat(NAMES).map((name, at) => ({ id: `${at}`, name }))} />
          {SWATCHES.map(([name, colour]) => (
            <TagChip key={name} name={name} colour={colour} />
          ))}
        </div>
        <ColourChoice />
      </Part>
      <Part name="rows">
        <Rows label={t("app.projects")}>
          {NAMES.map(name => (
            <RowItem key={name}>
              <Avatar id={name} name={name} size="lg" mute />
              <bdi className="min-w-0 flex-1 truncate font-medium">{name}</bdi>
              <IconButton label={t("app.delete")}>
                <Pencil size={16} />
              </IconButton>
            </RowItem>
          ))}
        </Rows>
      </Part>
      <Part name="states">
        <div className="grid gap-4 md:grid-cols-3">
          <Bones />
          <Empty icon={<Inbox size={24} />} title={t("settings.no_tags")} text={t("settings.tags_text")}>
            <Button kind="primary">{t("settings.new_tag")}</Button>
          </Empty>
          <Failed title={t("settings.tags_failed")} requestId="01a2" onRetry={() => undefined} />
        </div>
      </Part>
      <Part name="overlays">
        <Overlays />
      </Part>
    </main>
  );
}

function Part({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section aria-label={name} className="flex flex-col gap-4 border-t border-border pt-6">
      <h2 className="text-sm font-semibold text-fg-muted">{name}</h2>
      {children}
    </section>
  );
}

function ColourChoice() {
  const [colour, setColour] = useState<string>(SWATCHES[4][1]);
  return <Colours label={t("settings.colour")} value={colour} onChange={setColour} />;
}

function Overlays() {
  const [open, setOpen] = useState<"dialog" | "confirm" | "picker">();
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(undefined);
  return (
    <div className="flex flex-wrap gap-3">
      <MenuButton
        label={t("app.menu")}
        className="h-8 rounded-2 border border-border-strong px-3 text-sm"
        items={() => [
          { id: "a", label: t("app.save"), icon: Pencil, keys: "mod+s", onSelect: () => undefined },
          { id: "b", label: NAMES[1] ?? "", checked: true, onSelect: () => undefined },
          {
            id: "c",
            label: t("app.delete"),
            icon: Trash2,
            danger: true,
            apart: true,
            onSelect: () => undefined,
          },
        ]}
      >
        {t("app.menu")}
      </MenuButton>
      {(["dialog", "confirm", "picker"] as const).map(name => (
        <Button key={name} ref={name === "picker" ? button : undefined} onClick={() => setOpen(name)}>
          {name}
        </Button>
      ))}
      {(["plain", "success", "danger"] as const).map(tone => (
        <Button
          key={tone}
          onClick={() =>
            toast({ text: NAMES[1] ?? "", tone, action: { label: t("app.undo"), run: () => undefined } })
          }
        >
          {tone}
        </Button>
      ))}
      {open === "dialog" && (
        <Dialog title={NAMES[1] ?? ""} onClose={close}>
          <p className="p-5">{NAMES[2]}</p>
        </Dialog>
      )}
      {open === "confirm" && (
        <Confirm
          title={t("settings.delete_named", { name: NAMES[0] ?? "" })}
          text={t("settings.delete_text")}
          action={t("app.delete")}
          onConfirm={close}
          onClose={close}
        />
      )}
      {open === "picker" && (
        <Picker
          label={t("task.assignees")}
          placeholder={t("task.assign")}
          anchor={button}
          multi
          options={NAMES.map((name, at) => ({
            id: name,
            label: name,
            glyph: <Avatar id={name} name={name} size="sm" mute />,
            checked: at === 1,
          }))}
          onPick={close}
          onClose={close}
        />
      )}
    </div>
  );
}
