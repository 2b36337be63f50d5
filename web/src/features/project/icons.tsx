import { t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";
import { ICONS } from "../../ui/project-signs.tsx";

/** A sign for a project, or none. */
export function Icons({ value, onChange }: { value: string; onChange(icon: string): void }) {
  return (
    <div role="radiogroup" aria-label={t("project.icon")} className="flex flex-wrap gap-1">
      {Object.entries(ICONS).map(([name, Icon]) => (
        <button
          key={name}
          type="button"
          role="radio"
          aria-checked={name === value}
          aria-label={name}
          className={cx(
            "grid size-8 place-items-center rounded-2 border touch:size-11",
            name === value
              ? "border-accent bg-selected text-accent-fg"
              : "border-transparent text-fg-muted hover:bg-hover",
          )}
          onClick={() => onChange(name === value ? "" : name)}
        >
          <Icon size={18} strokeWidth={1.75} />
        </button>
      ))}
    </div>
  );
}
