import { type Command, commandOf, commands, isAllowed, keysOf } from "./commands.ts";
import { isPlain, nameOf } from "./keys.ts";
import { pref } from "./prefs.ts";

/** A sequence is given up after this long… */
const PATIENCE_MS = 1_000;
/** …and shows how it could go on after this. */
const HINT_MS = 400;

type Hint = (begun: string, next: readonly { key: string; command: Command }[]) => void;

const NAMED = "[role=menu], [role=listbox], [role=dialog], dialog, [data-keys=own]";
const FIELDS = "input, textarea, select, [contenteditable=true]";
const NO_TEXT = new Set(["checkbox", "radio", "button", "submit", "range", "color", "file"]);

function isTyping(target: Element): boolean {
  const field = target.closest(FIELDS);
  return field !== null && !(field instanceof HTMLInputElement && NO_TEXT.has(field.type));
}

/** Listens for shortcuts until the answer is called. `hint` shows, or with nothing hides, how a sequence goes on. */
export function listenForKeys(hint: Hint): () => void {
  let begun = "";
  let timers: ReturnType<typeof setTimeout>[] = [];

  const reset = () => {
    begun = "";
    timers.forEach(clearTimeout);
    timers = [];
    hint("", []);
  };

  const press = (event: KeyboardEvent) => {
    const step = nameOf(event);
    const target = event.target instanceof Element ? event.target : document.body;
    if (step === "" || event.defaultPrevented || event.isComposing) {
      return;
    }
    const plain = isPlain(step);
    const busy = isTyping(target) || target.closest(NAMED) !== null;
    if (plain && (busy || (step.length === 1 && !pref("shortcuts")))) {
      reset();
      return;
    }
    // What a focused control does with a key comes first.
    if (
      plain &&
      (step === "Enter" || step === "Space") &&
      target.closest("button, a, summary, [role=button]")
    ) {
      return;
    }
    const wanted = begun === "" ? step : `${begun} ${step}`;
    const match = commandOf(wanted);
    if (match && !(event.repeat && !match.unlisted)) {
      event.preventDefault();
      reset();
      match.run();
      return;
    }
    const next = commands().flatMap(command =>
      keysOf(command)
        .filter(keys => keys.startsWith(`${wanted} `) && isAllowed(command))
        .map(keys => ({ key: keys.slice(wanted.length + 1), command })),
    );
    reset();
    if (next.length > 0 && pref("shortcuts")) {
      event.preventDefault();
      begun = wanted;
      timers = [setTimeout(() => hint(wanted, next), HINT_MS), setTimeout(reset, PATIENCE_MS)];
    }
  };

  document.addEventListener("keydown", press);
  return () => {
    reset();
    document.removeEventListener("keydown", press);
  };
}
