import { ArrowDown, ArrowUp, MoreHorizontal, StarOff } from "lucide-react";
import type { Favourite } from "../../api/types.ts";
import { favour } from "../../features/view/changes.ts";
import { getLive } from "../../sync/hooks.ts";
import { MenuButton } from "../../ui/menu.tsx";
import { t } from "../i18n.ts";
import { placeFavourite } from "./favourite-order.ts";

interface Props {
  name: string;
  favourite: Favourite;
  /** All of them, as they stand. */
  all: readonly Favourite[];
}

/** Puts a favourite elsewhere, or away. */
export function FavouriteMenu({ name, favourite, all }: Props) {
  const at = all.indexOf(favourite);
  const move = (to: number) => placeFavourite(favourite, all, to);
  return (
    <MenuButton
      label={t("board.actions", { key: name })}
      placement="bottom-end"
      className="absolute end-1 grid size-6 place-items-center rounded-2 text-fg-muted opacity-0 hover:bg-active focus-visible:opacity-100 group-hover:opacity-100 aria-expanded:opacity-100 touch:size-11 touch:opacity-100"
      items={() => [
        {
          id: "up",
          label: t("board.move_up"),
          icon: ArrowUp,
          keys: "alt+shift+ArrowUp",
          disabled: at <= 0,
          onSelect: () => move(at - 1),
        },
        {
          id: "down",
          label: t("board.move_down"),
          icon: ArrowDown,
          keys: "alt+shift+ArrowDown",
          disabled: at === all.length - 1,
          onSelect: () => move(at + 1),
        },
        {
          id: "away",
          label: t("app.unfavourite"),
          icon: StarOff,
          apart: true,
          onSelect: () => {
            const { target_type: type, target_id: id, workspace_id, user_id } = favourite;
            getLive()?.change([favour({ type, id }, workspace_id, user_id, favourite.id)], "favourite");
          },
        },
      ]}
    >
      <MoreHorizontal size={14} aria-hidden="true" />
    </MenuButton>
  );
}
