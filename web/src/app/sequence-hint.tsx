import { Kbd } from "../ui/kbd.tsx";
import type { Command } from "./commands.ts";
import { t } from "./i18n.ts";

interface Props {
  begun: string;
  next: readonly { readonly key: string; readonly command: Command }[];
}

/** How a begun sequence of keys can go on. */
export default function SequenceHint({ begun, next }: Props) {
  return (
    <div className="rise fixed inset-x-0 bottom-6 z-toast mx-auto flex w-fit max-w-[90vw] flex-wrap items-center gap-x-4 gap-y-2 rounded-3 bg-raised px-4 py-2 text-sm shadow-3">
      <Kbd keys={begun} />
      {next.map(({ key, command }) => (
        <span key={command.id} className="flex items-center gap-1.5">
          <Kbd keys={key} />
          {t(command.title)}
        </span>
      ))}
    </div>
  );
}
