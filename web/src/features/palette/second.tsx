import type { KeyboardEvent, ReactNode } from "react";
import { t } from "../../app/i18n.ts";
import { closeLayer } from "../../app/layers.ts";
import { Inlaid, Popover } from "../../ui/popover.tsx";
import { MoveForm } from "../board/move-dialog.tsx";
import type { Question } from "../task/ask.ts";
import { PickerOf } from "../task/field-picker.tsx";
import { tasksOf } from "../task/picking.ts";
import { Heading } from "./heading.tsx";

interface Props {
  question: Question;
  title: string;
  glyph: ReactNode;
  onBack(): void;
}

/** What is not found by typing. */
const WITHOUT_FIELD: ReadonlySet<Question["field"]> = new Set(["due", "start", "remind", "move", "template"]);

/** Pickers stand beside something elsewhere. */
const NOWHERE = new DOMRect();

/** The second page of an action: its value is chosen in the palette. */
export function Page({ question, title, glyph, onBack }: Props) {
  const [first, ...others] = tasksOf(question.ids);
  const about =
    others.length > 0
      ? t("board.count", { count: others.length + 1 })
      : first && `${first.key} ${first.title}`;
  const keys = (event: KeyboardEvent) => {
    if (event.key === "Backspace" && !event.repeat && !event.nativeEvent.isComposing && holdsNothing(event)) {
      event.preventDefault();
      onBack();
    }
  };
  return (
    <div className="flex min-h-0 flex-col" onKeyDown={keys}>
      <Heading
        title={WITHOUT_FIELD.has(question.field) ? title : undefined}
        glyph={glyph}
        about={about}
        onBack={onBack}
      />
      <Inlaid value={true}>
        {question.field === "move" ? (
          <Popover label={title} anchor={NOWHERE} onClose={closeLayer} className="w-full">
            <MoveForm {...question} onClose={closeLayer} />
          </Popover>
        ) : (
          <PickerOf field={question.field} ids={question.ids} anchor={NOWHERE} onClose={closeLayer} />
        )}
      </Inlaid>
    </div>
  );
}

/** Whether Backspace has nothing to take away where it was pressed. */
function holdsNothing({ target }: KeyboardEvent): boolean {
  return !(target instanceof HTMLInputElement) || (target.type === "text" && target.value === "");
}
