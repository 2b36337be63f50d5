import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import { explain, hasFaults } from "../../app/explain.ts";
import { Button } from "../../ui/button.tsx";

interface FormProps {
  action: string;
  fields: readonly string[];
  send(values: Record<string, string>): Promise<void>;
  children: (error: unknown) => ReactNode;
}

/** A form that sends its fields; what is refused is told beside the field it is about, else above the button. */
export function Form({ action, fields, send, children }: FormProps) {
  const [error, setError] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const ref = useRef<HTMLFormElement>(null);
  // Once the faults stand at their fields, whenever that is.
  useEffect(() => {
    if (error !== undefined) {
      ref.current?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    }
  }, [error]);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = Object.fromEntries(
      [...new FormData(event.currentTarget)].map(([name, value]) => [name, String(value)]),
    );
    setBusy(true);
    setError(undefined);
    try {
      await send(values);
    } catch (refusal) {
      setError(refusal);
    }
    setBusy(false);
  };
  return (
    <form ref={ref} className="flex flex-col gap-4" onSubmit={submit} noValidate>
      {children(error)}
      {error !== undefined && !hasFaults(error, fields) && (
        <p role="alert" className="rounded-2 bg-danger-subtle px-3 py-2 text-sm text-danger-fg">
          {explain(error)}
        </p>
      )}
      <Button kind="primary" size="lg" type="submit" disabled={busy}>
        {action}
      </Button>
    </form>
  );
}
