import { months, type scaleOf } from "./scale.ts";

interface LinesProps {
  scale: ReturnType<typeof scaleOf>;
  names: number;
  total: number;
  now: string;
  from: number;
  to: number;
  milestones: readonly { readonly id: string; readonly target_on?: string | null }[];
}

/** Today, and what is to be reached when, from top to bottom. */
export function Lines({ scale, names, total, now, from, to, milestones }: LinesProps) {
  const at = (x: number) => ({ insetInlineStart: names + x, height: Math.max(total, 400) });
  return (
    <div aria-hidden="true" className="pointer-events-none absolute inset-0">
      {months(scale, from, to, 1).map(({ day, x }) => (
        <span key={day} style={at(x)} className="absolute top-0 border-s border-border" />
      ))}
      {milestones.map(
        ({ id, target_on }) =>
          target_on && (
            <span
              key={id}
              style={at(scale.x(target_on) + scale.day)}
              className="absolute top-0 border-s border-dashed border-warning-solid"
            />
          ),
      )}
      <span
        style={at(scale.x(now) + scale.day / 2)}
        className="absolute top-0 w-0.5 -translate-x-1/2 bg-accent rtl:translate-x-1/2"
      />
    </div>
  );
}
