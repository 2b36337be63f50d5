import { ChevronLeft } from "lucide-react";
import type { ReactNode } from "react";
import { t } from "../../app/i18n.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";

interface Props {
  /** Absent where the field below says it. */
  title?: string | undefined;
  glyph?: ReactNode;
  /** What it is about. */
  about?: string | undefined;
  onBack(): void;
}

/** Which page of the palette this is, and the way back for those without a Backspace. */
export function Heading({ title, glyph, about, onBack }: Props) {
  return (
    <div className="flex min-h-10 shrink-0 items-center gap-2 border-b border-border ps-3 pe-5 text-sm text-fg-muted">
      <IconButton size="sm" label={t("app.back")} tipKeys="Backspace" onClick={onBack}>
        <ChevronLeft size={16} aria-hidden="true" className="rtl:rotate-180" />
      </IconButton>
      {glyph}
      {title && <span className="shrink-0 font-medium text-fg">{title}</span>}
      {about && (
        <span className={cx("min-w-0 truncate", title && "ms-auto")}>
          <bdi>{about}</bdi>
        </span>
      )}
    </div>
  );
}
