import { useMemo } from "react";
import { moves, walking } from "../features/board/commands.ts";
import { calendarCommands } from "../features/calendar/commands.ts";
import { inboxCommands } from "../features/inbox/commands.ts";
import { taskCommands } from "../features/task/commands.ts";
import { viewCommands } from "../features/view/commands.ts";
import { type Command, useAllCommands } from "./commands.ts";

/** Stands for what commands are about: nothing of it is touched before one of them runs, and none of these do. */
const nothing = {} as never;

/** Those of screens that are not open, too: for who looks commands up, or gives them other keys. */
export function useCatalogue(): readonly Command[] {
  const here = useAllCommands();
  return useMemo(() => {
    const elsewhere = [
      ...taskCommands(nothing),
      ...walking(nothing, { count: 0, ids: () => [], compose: () => undefined }),
      ...moves(nothing),
      ...viewCommands(() => undefined),
      ...calendarCommands(nothing),
      ...inboxCommands(nothing, nothing),
    ];
    const known = new Set(here.map(one => one.id));
    // Arrows that go by the day are one command to people.
    const named = new Set<string>();
    const fresh = elsewhere.filter(one => {
      const again = known.has(one.id) || named.has(one.title);
      named.add(one.title);
      return !again;
    });
    return [...here, ...fresh];
  }, [here]);
}

/** Whether two commands can be meant by the same keys: those of different screens never meet. */
export function meet(one: Command, other: Command): boolean {
  const [mine, theirs] = [placeOf(one), placeOf(other)];
  return mine === theirs || mine === "app" || theirs === "app";
}

/** A task's commands go with each list that it stands in. */
function placeOf({ id }: Command): string {
  const place = id.split(".")[0] ?? "";
  return place === "task" ? "board" : ["board", "inbox", "calendar"].includes(place) ? place : "app";
}
