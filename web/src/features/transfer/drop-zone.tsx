import { Upload } from "lucide-react";
import { useRef, useState } from "react";
import { t } from "../../app/i18n.ts";
import { cx } from "../../ui/cx.ts";

interface Props {
  accept: string;
  busy: boolean;
  onFiles(files: readonly File[]): void;
}

/** Where files are dropped, or chosen. */
export function DropZone({ accept, busy, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (files: FileList | null | undefined) => {
    if (files && files.length > 0 && !busy) {
      onFiles([...files]);
    }
  };
  return (
    <>
      <button
        type="button"
        disabled={busy}
        className={cx(
          "flex flex-col items-center gap-1 rounded-3 border border-dashed border-border-strong px-4 py-10 text-fg-muted transition-colors duration-100 hover:bg-hover",
          over && "border-accent bg-selected",
        )}
        onClick={() => input.current?.click()}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={event => {
          event.preventDefault();
          setOver(false);
          take(event.dataTransfer.files);
        }}
      >
        <Upload size={24} aria-hidden="true" className="mb-1" />
        <span className="font-medium text-fg">{t(busy ? "transfer.reading" : "transfer.choose")}</span>
        <span className="text-sm">{t("transfer.choose_hint")}</span>
      </button>
      <input
        ref={input}
        type="file"
        multiple
        accept={accept}
        className="sr-only"
        tabIndex={-1}
        aria-label={t("transfer.choose")}
        onChange={event => {
          take(event.target.files);
          event.target.value = "";
        }}
      />
    </>
  );
}
