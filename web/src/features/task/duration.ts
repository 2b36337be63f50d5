import { region } from "../../app/i18n.ts";

/** Lengths of time: `1 h 30 min` as people write and read them. */

const unit = (value: number, name: "hour" | "minute") =>
  new Intl.NumberFormat(region(), { style: "unit", unit: name, unitDisplay: "short" }).format(value);

/** `1 hr 30 min` in the language's way; less than a minute counts as one. */
export function duration(seconds: number): string {
  const minutes = Math.max(seconds > 0 ? 1 : 0, Math.round(seconds / 60));
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  const parts = [
    ...(hours > 0 ? [unit(hours, "hour")] : []),
    ...(rest > 0 || hours === 0 ? [unit(rest, "minute")] : []),
  ];
  return parts.join("\u00a0");
}

/** `1:02:03`, for a timer that runs. */
export function clock(seconds: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const whole = Math.max(0, Math.floor(seconds));
  return `${Math.floor(whole / 3_600)}:${two(Math.floor(whole / 60) % 60)}:${two(whole % 60)}`;
}

// The first letters of hours and minutes in the languages there are: h, hr, Std, س; m, min, د.
const PART = /(\d+(?:[.,]\d+)?)\s*(h|s|س|m|د)[^\d\s]*/giu;

/** Seconds of `1h 30m`, `1:30`, `1,5 h`, `90 min` or `90` (minutes); `undefined` for what is none. */
export function parseDuration(text: string): number | undefined {
  const plain = latinDigits(text).trim();
  const [, hours, minutes] = /^(\d+):([0-5]?\d)$/.exec(plain) ?? [];
  if (hours !== undefined) {
    return whole(Number(hours) * 3_600 + Number(minutes) * 60);
  }
  if (/^\d+(?:[.,]\d+)?$/.test(plain)) {
    return whole(value(plain) * 60);
  }
  const parts = [...plain.matchAll(PART)];
  if (parts.length === 0 || plain.replace(PART, "").trim() !== "") {
    return undefined;
  }
  const sum = parts.reduce(
    (all, [, amount, name]) => all + value(amount ?? "") * (/[md]|د/i.test(name ?? "") ? 60 : 3_600),
    0,
  );
  return whole(sum);
}

function whole(seconds: number): number | undefined {
  const rounded = Math.round(seconds);
  return rounded >= 1 && rounded <= 30 * 86_400 ? rounded : undefined;
}

function value(text: string): number {
  return Number(text.replace(",", "."));
}

function latinDigits(text: string): string {
  return text.replace(/[\u0660-\u0669]/g, digit => String(digit.charCodeAt(0) - 0x660)).replace("٫", ".");
}
