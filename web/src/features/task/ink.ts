import { defineLanguageFacet, HighlightStyle, Language, syntaxHighlighting } from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

const markdown = new Language(
  defineLanguageFacet({ commentTokens: { block: { open: "<!--", close: "-->" } } }),
  parser.configure(GFM),
);

const INK = HighlightStyle.define([
  { tag: tags.heading, fontWeight: "600" },
  { tag: tags.strong, fontWeight: "600" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: tags.strikethrough, textDecoration: "line-through" },
  { tag: tags.link, color: "var(--tf-accent-fg)" },
  { tag: tags.url, color: "var(--tf-fg-subtle)" },
  { tag: tags.monospace, fontFamily: "var(--tf-font-mono)" },
  { tag: tags.quote, color: "var(--tf-fg-muted)" },
  { tag: [tags.processingInstruction, tags.contentSeparator], color: "var(--tf-fg-subtle)" },
]);

/** Markdown with its marks in colours. */
export const ink: Extension = [markdown, syntaxHighlighting(INK)];
