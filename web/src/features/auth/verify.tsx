import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { explain } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { api, session, useSessionState } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";
import { AuthFrame } from "./frame.tsx";
import { linkToken } from "./next.ts";

/** Confirms an address by the link that was mailed to it. */
export function VerifyEmail() {
  const [outcome, setOutcome] = useState<"asking" | "done" | string>("asking");
  const asked = useRef(false);
  const signedIn = useSessionState() === "signed_in";

  useEffect(() => {
    if (asked.current) {
      return;
    }
    asked.current = true;
    api
      .post("/auth/verify-email", { token: linkToken() }, { anonymous: true })
      .then(() => {
        setOutcome("done");
        if (session.user) {
          session.updated({ ...session.user, email_verified: true });
        }
      })
      .catch(error => setOutcome(explain(error)));
  }, []);

  if (outcome === "asking") {
    return (
      <AuthFrame title={t("auth.verifying")}>
        <p role="status">{t("app.loading")}</p>
      </AuthFrame>
    );
  }
  return (
    <AuthFrame
      title={t(outcome === "done" ? "auth.verified" : "auth.link_broken")}
      text={outcome === "done" ? t("auth.verified_text") : outcome}
    >
      <div className="flex flex-col items-start gap-3">
        {outcome !== "done" && signedIn && (
          <Button
            onClick={() =>
              void api
                .post("/auth/verify-email/resend")
                .then(() => toast({ text: t("auth.verification_sent"), tone: "success" }))
                .catch(error => toast({ text: explain(error), tone: "danger" }))
            }
          >
            {t("auth.send_again")}
          </Button>
        )}
        <Link className="font-medium text-accent-fg underline" href="/">
          {t("auth.go_on")}
        </Link>
      </div>
    </AuthFrame>
  );
}
