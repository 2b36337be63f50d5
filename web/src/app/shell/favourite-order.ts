import type { Favourite } from "../../api/types.ts";
import { moveFavourite } from "../../features/view/changes.ts";
import { getLive } from "../../sync/hooks.ts";
import { placeBetween } from "../../sync/place.ts";
import { announce } from "../../ui/announce.ts";
import type { Command } from "../commands.ts";
import { allMessages, t } from "../i18n.ts";

/** Puts a favourite before the `to`th of the others, or after them all. */
export function placeFavourite(favourite: Favourite, all: readonly Favourite[], to: number): void {
  const others = all.filter(one => one.id !== favourite.id);
  const [before, after] = [others[to - 1], others[to]];
  const position = placeBetween(before?.position, after?.position);
  getLive()?.change([moveFavourite(favourite, before?.id ?? null, position)], "favourite");
  // The sidebar is there before those words are.
  void allMessages().then(() =>
    announce(t("view.favourite_moved", { position: to + 1, count: others.length + 1 })),
  );
}

/** Moves the favourite that has the focus. */
export function orderCommands(all: readonly Favourite[]): Command[] {
  const at = () => {
    const row = document.activeElement?.closest<HTMLElement>("[data-favourite]");
    return all.findIndex(one => one.id === row?.dataset["favourite"]);
  };
  const step = (by: 1 | -1) => {
    const favourite = all[at()];
    if (favourite) {
      placeFavourite(favourite, all, at() + by);
    }
  };
  return [
    {
      id: "favourite.up",
      title: "view.favourite_up",
      group: "view",
      keys: ["alt+shift+ArrowUp"],
      when: () => at() > 0,
      run: () => step(-1),
    },
    {
      id: "favourite.down",
      title: "view.favourite_down",
      group: "view",
      keys: ["alt+shift+ArrowDown"],
      when: () => at() >= 0 && at() < all.length - 1,
      run: () => step(1),
    },
  ];
}
