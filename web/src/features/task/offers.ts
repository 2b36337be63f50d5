import { autocompletion, type Completion, type CompletionContext } from "@codemirror/autocomplete";
import type { Member } from "../../api/types.ts";
import { t } from "../../app/i18n.ts";
import { getLive } from "../../sync/hooks.ts";
import { fold, score } from "../../ui/fuzzy.ts";

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
  const word = context.matchBefore(/^\/[\p{L}\p{N}]*$/u);
  const line = context.state.doc.lineAt(context.pos);
  if (!word || word.from !== line.from) {
    return null;
  }
  const wanted = fold(word.text.slice(1));
  const options = BLOCKS.map(([name, apply]) => ({
    label: `/${name}`,
    displayLabel: t(`editor.${name}`),
    apply,
  })).filter(
    // By the name that is shown, or the English one.
    ({ label, displayLabel }) => label.startsWith(`/${wanted}`) || score(wanted, displayLabel) > 0,
  );
  return options.length > 0 ? { from: word.from, filter: false, options } : null;
}

/** What an editor offers while one types. */
export const offers = autocompletion({ override: [people, slash], icons: false });
