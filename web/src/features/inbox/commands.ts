import { AlarmClock, BellOff, Check, CheckCheck, MailOpen } from "lucide-react";
import { type Command, useCommands } from "../../app/commands.ts";
import type { Actions } from "./actions.ts";
import type { Group } from "./model.ts";

/** Keys of the inbox are for its list: not while something in the task beside it has the focus. */
function here(): boolean {
  const { activeElement } = document;
  return (
    activeElement === document.body ||
    activeElement?.id === "main" ||
    activeElement?.closest("[data-inbox]") != null
  );
}

export function useInboxCommands(actions: Actions, askSnooze: (group: Group) => void): void {
  useCommands(() => inboxCommands(actions, askSnooze), [actions, askSnooze]);
}

/** What the keyboard does in an inbox. */
export function inboxCommands(actions: Actions, askSnooze: (group: Group) => void): Command[] {
  const on = (
    command: Pick<Command, "id" | "title" | "keys" | "icon">,
    run: (group: Group) => void,
  ): Command => ({
    ...command,
    group: "selection",
    when: () => here() && actions.subject() !== undefined,
    run: () => {
      const group = actions.subject();
      if (group) {
        run(group);
      }
    },
  });
  const walk = (id: string, keys: readonly string[], by: 1 | -1): Command => ({
    id,
    title: by === 1 ? "inbox.next" : "inbox.previous",
    group: "selection",
    keys,
    unlisted: true,
    when: here,
    run: () => actions.step(by),
  });
  return [
    walk("inbox.next", ["ArrowDown", "j"], 1),
    walk("inbox.previous", ["ArrowUp", "k"], -1),
    { ...on({ id: "inbox.open", title: "inbox.open", keys: ["Enter"] }, actions.open), unlisted: true },
    on({ id: "inbox.read", title: "inbox.toggle_read", keys: ["u"], icon: MailOpen }, actions.toggleRead),
    on({ id: "inbox.done", title: "inbox.done", keys: ["e"], icon: Check }, actions.done),
    on({ id: "inbox.snooze", title: "inbox.snooze", keys: ["h"], icon: AlarmClock }, askSnooze),
    on({ id: "inbox.mute", title: "inbox.mute", keys: ["shift+m"], icon: BellOff }, group =>
      actions.toggleMute(group),
    ),
    {
      id: "inbox.read_all",
      title: "inbox.read_all",
      group: "selection",
      keys: ["shift+u"],
      icon: CheckCheck,
      when: here,
      run: actions.readAll,
    },
  ];
}
