import { type ComponentType, Suspense, useEffect } from "react";
import { Boundary } from "../../app/boundary.tsx";
import { chunk } from "../../app/chunk.ts";
import { allMessages } from "../../app/i18n.ts";
import { Hush } from "../task/asked.tsx";
import type { ComposerProps } from "./composer-form.tsx";

let loaded: ComponentType<ComposerProps> | undefined;
let loading: Promise<{ default: ComponentType<ComposerProps> }> | undefined;

function load() {
  loading ??= Promise.all([import("./composer-form.tsx"), allMessages()]).then(
    ([module]) => {
      loaded = module.default;
      return module;
    },
    error => {
      // Whoever wants it next asks again.
      loading = undefined;
      throw error;
    },
  );
  return loading;
}
const Later = chunk(load);

/** Gets what makes tasks as soon as the first cards are there: then nobody waits for it who wants to type. */
export function useComposer(): void {
  useEffect(() => void load().catch(() => undefined), []);
}

/** Makes tasks where they will stand. */
export function Composer(props: ComposerProps) {
  return loaded ? (
    <Now {...props} of={loaded} />
  ) : (
    <Boundary onFail={() => props.onClose(true)}>
      <Suspense fallback={<Hush />}>
        <Later {...props} />
      </Suspense>
    </Boundary>
  );
}

function Now({ of: Form, ...props }: ComposerProps & { of: ComponentType<ComposerProps> }) {
  return <Form {...props} />;
}
