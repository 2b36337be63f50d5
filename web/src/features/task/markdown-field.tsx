import { Suspense, useState } from "react";
import { patientChunk } from "../../app/chunk.ts";
import { INPUT } from "../../ui/field.tsx";
import type { EditorProps } from "./editor.tsx";

const Editor = patientChunk(() => import("./editor.tsx"));

/** Where Markdown is written. Until the editor has come, a plain field takes what is typed; who types there goes on in the editor. */
export function MarkdownField(props: EditorProps) {
  const { label, text, placeholder, autoFocus, onChange, onSave } = props;
  const [typing, setTyping] = useState(false);
  return (
    <Suspense
      fallback={
        <textarea
          aria-label={label}
          placeholder={placeholder}
          dir="auto"
          autoFocus={autoFocus}
          value={text}
          className={`${INPUT} min-h-20 py-2 text-md`}
          onFocus={() => setTyping(true)}
          onBlur={event => event.currentTarget.isConnected && setTyping(false)}
          onChange={event => onChange?.(event.target.value)}
          onKeyDown={event => {
            if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
              onSave();
            }
          }}
        />
      }
    >
      <Editor {...props} autoFocus={autoFocus === true || typing} />
    </Suspense>
  );
}
