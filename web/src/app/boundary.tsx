import { Component, type ErrorInfo, type ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { toast } from "../ui/toast.ts";
import { t } from "./i18n.ts";

interface Props {
  children: ReactNode;
  /** When it changes, what failed is tried again. */
  at?: string;
  /** Of what lies over the page: it goes, this is called, and the page stays as it is. */
  onFail?: () => void;
}

/** Keeps what fails from taking the rest of the page with it. */
export class Boundary extends Component<Props, { error: Error | undefined; at: string | undefined }> {
  override state = { error: undefined, at: this.props.at };

  static getDerivedStateFromError(error: Error) {
    return { error };
  }

  static getDerivedStateFromProps(props: Props, state: { error: Error | undefined; at: string | undefined }) {
    return props.at === state.at ? null : { error: undefined, at: props.at };
  }

  override componentDidCatch(error: Error, info: ErrorInfo) {
    reportError(new Error(`${error.message}${info.componentStack ?? ""}`, { cause: error }));
    if (this.props.onFail) {
      this.props.onFail();
      toast({
        text: t("app.broken"),
        tone: "danger",
        kind: "broken",
        action: { label: t("app.reload"), run: () => location.reload() },
      });
    }
  }

  override render() {
    if (!this.state.error) {
      return this.props.children;
    }
    if (this.props.onFail) {
      return null;
    }
    return (
      <div role="alert" className="mx-auto flex max-w-96 flex-col items-center gap-3 px-6 py-16 text-center">
        <p className="text-lg font-semibold">{t("app.broken")}</p>
        <p className="text-fg-muted">{t("app.broken_text")}</p>
        <Button kind="primary" onClick={() => location.reload()}>
          {t("app.reload")}
        </Button>
      </div>
    );
  }
}
