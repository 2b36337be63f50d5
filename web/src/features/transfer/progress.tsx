import { number } from "../../app/times.ts";

interface Props {
  label: string;
  done: number;
  /** Absent: nobody knows yet how much there is. */
  total?: number | undefined;
}

/** How far something is that takes a while. */
export function Progress({ label, done, total }: Props) {
  const share = total ? Math.min(1, done / total) : undefined;
  return (
    <div className="flex flex-col gap-1.5">
      <div className="figures flex justify-between gap-4 text-sm">
        <span>{label}</span>
        <span className="text-fg-muted">
          {total ? `${number(done)} / ${number(total)}` : done > 0 ? number(done) : ""}
        </span>
      </div>
      <div
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={total ?? undefined}
        aria-valuenow={share === undefined ? undefined : done}
        className="h-2 overflow-hidden rounded-full bg-active"
      >
        <div
          className={`h-full rounded-full bg-accent ${share === undefined ? "w-1/3 animate-pulse" : ""}`}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
