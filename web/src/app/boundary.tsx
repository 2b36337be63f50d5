import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";
import { NotFetched } from "./chunk.ts";
import { isAway, whenBack } from "./connection.ts";
import { t } from "./i18n.ts";

interface Props {
  children: ReactNode;
  /** When it changes, what failed is tried again. */
  at?: string;
  /** Of what lies over the page: it goes, this is called, and the page stays as it is. */
  onFail?: () => void;
}

interface State {
  error?: Error | undefined;
  at: string | undefined;
}

/** Keeps what fails from taking the rest of the page with it. */
export class Boundary extends Component<Props, State> {
  override state: State = { at: this.props.at };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: State) {
    return props.at === state.at ? null : { error: undefined, at: props.at };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    const { onFail } = this.props;
    const away = isLate(error);
    if (error instanceof NotFetched) {
      error.forget();
    }
    if (!away) {
      reportError(new Error(`${error.message}${info.componentStack ?? ""}`, { cause: error }));
    }
    if (onFail) {
      onFail();
      toast({
        text: t(away ? "app.no_answer" : "app.broken"),
        tone: "danger",
        kind: "broken",
        ...(!away && { action: { label: t("app.reload"), run: () => location.reload() } }),
      });
    } else if (away) {
      void (isAway() ? whenBack() : Promise.resolve()).then(this.again);
    }
  }

  again = () => this.setState({ error: undefined });

  override render() {
    const { error } = this.state;
    if (!error) {
      return this.props.children;
    }
    if (this.props.onFail) {
      return null;
    }
    const away = isLate(error);
    return (
      <div role="alert" className="mx-auto flex max-w-96 flex-col items-center gap-3 px-6 py-16 text-center">
        {!away && <p className="text-lg font-semibold">{t("app.broken")}</p>}
        <p className="text-fg-muted">{t(away ? "app.no_answer" : "app.broken_text")}</p>
        <Button kind="primary" onClick={away ? this.again : () => location.reload()}>
          {t(away ? "app.retry" : "app.reload")}
        </Button>
      </div>
    );
  }
}

/** It comes once the server is back. */
const isLate = (error: Error): boolean => error instanceof NotFetched && error.away;
