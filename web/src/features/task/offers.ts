import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import type { Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";

/** `@` names people, as the server reads a mention. */
function people(context: CompletionContext) {
  const word = context.matchBefore(/@[\p{L}\p{N}._-]*$/u);
  if (!word) {
    return null;
  }
  const members = (getLive()?.entities.list("member") ?? []) as unknown as Member[];
  const options: Completion[] = members
    .filter(member => member.state === "active")
    .map(({ user_id, name }) => ({
      label: `@${name}`,
      apply: `[@${name.replace(/[[\]]/g, "")}](user:${user_id}) `,
    }));
  return { from: word.from, options };
}

const BLOCKS = [
  ["heading", "## "],
  ["list", "- "],
  ["numbered", "1. "],
  ["todo", "- [ ] "],
  ["quote", "> "],
  ["code", "```\n\n```"],
  ["divider", "---\n"],
] as const;

/** `/` at the start of a line offers blocks. */
function slash(context: CompletionContext) {
  const word = context.matchBefore(/^\/\w*$/);
  const line = context.state.doc.lineAt(context.pos);
  if (!word || word.from !== line.from) {
    return null;
  }
  return {
    from: word.from,
    filter: false,
    options: BLOCKS.map(([name, apply]) => ({ label: `/${name}`, displayLabel: t(`editor.${name}`), apply })),
  };
}

/** What an editor offers while one types. */
export const offers = autocompletion({ override: [people, slash], icons: false });
