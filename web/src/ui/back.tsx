import { ChevronLeft } from "lucide-react";
import { Link } from "wouter";
import { cx } from "./cx.ts";

/** The way to what a page is a part of. */
export function BackLink({ href, name, className }: { href: string; name: string; className?: string }) {
  return (
    <Link
      href={href}
      className={cx(
        "inline-flex h-8 items-center gap-1 rounded-2 text-sm text-fg-muted hover:text-fg touch:h-11",
        className,
      )}
    >
      <ChevronLeft size={16} aria-hidden="true" className="shrink-0 rtl:-scale-x-100" />
      <bdi className="truncate">{name}</bdi>
    </Link>
  );
}
