import { caps } from "../app/keys.ts";

/** A shortcut as key caps. */
export function Kbd({ keys }: { keys: string }) {
  return (
    <span className="inline-flex items-center gap-1" dir="ltr" aria-hidden="true">
      {caps(keys).map((step, at) => (
        <span key={at} className="inline-flex gap-0.5">
          {step.map(cap => (
            <kbd
              key={cap}
              data-cap={cap}
              className="before:content-[attr(data-cap)] inline-grid h-4.5 min-w-4.5 place-items-center rounded-1 border border-border bg-sunken px-1 font-sans text-xs text-fg-muted"
            />
          ))}
        </span>
      ))}
    </span>
  );
}
