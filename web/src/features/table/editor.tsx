import { useEffect, useRef, useState } from "react";
import type { Task } from "../../api/types.ts";
import { getLive } from "../../sync/hooks.ts";
import { setCustom } from "../task/changes.ts";
import { valueOfField } from "./cells.ts";
import type { Column } from "./columns.ts";

/** Writes a value where it stands: custom texts, numbers and dates. */
export function InlineEditor({ task, column, onEnd }: { task: Task; column: Column; onEnd(): void }) {
  const { field, label } = column;
  const had = field ? String(valueOfField(task, field) ?? "") : "";
  const [text, setText] = useState(had);
  const ended = useRef(false);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.focus(), []);
  const end = (save: boolean) => {
    if (ended.current || !field) {
      return;
    }
    ended.current = true;
    const next = text.trim();
    // Of what is no number or date the browser says that there is nothing, which it is not.
    const bad = input.current?.validity.badInput === true;
    if (save && !bad && next !== had && (next !== "" || !field.required)) {
      const value = next === "" ? null : field.type === "number" ? Number(next) : next;
      getLive()?.change([setCustom(task, field.id, value)], "edit");
    }
    onEnd();
  };
  return (
    <input
      aria-label={label}
      type={field?.type === "number" ? "number" : field?.type === "date" ? "date" : "text"}
      step="any"
      dir="auto"
      value={text}
      ref={input}
      className="w-full min-w-0 rounded-1 bg-transparent text-sm outline-2 outline-focus"
      onChange={event => setText(event.target.value)}
      onKeyDown={event => {
        event.stopPropagation();
        if (!event.nativeEvent.isComposing && (event.key === "Enter" || event.key === "Escape")) {
          event.preventDefault();
          end(event.key === "Enter");
        }
      }}
      onBlur={() => end(true)}
    />
  );
}
