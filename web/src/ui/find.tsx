import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { TextField } from "./field.tsx";

const PAUSE_MS = 250;

interface FindProps {
  label: string;
  start?: string;
  onSearch(text: string): void;
}

/** A field to search with; `onSearch` is told when typing rests. */
export function Find({ label, start = "", onSearch }: FindProps) {
  const [text, setText] = useState(start);
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, onSearch]);
  return (
    <div className="relative min-w-48 flex-1">
      <Search
        size={16}
        aria-hidden="true"
        className="absolute start-3 top-1/2 z-sticky -translate-y-1/2 text-fg-subtle"
      />
      <TextField
        bare
        type="search"
        label={label}
        placeholder={label}
        maxLength={100}
        className="ps-9 pe-9"
        value={text}
        onChange={event => setText(event.target.value)}
      />
    </div>
  );
}
