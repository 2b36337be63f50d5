import { askToLeave } from "../../app/everywhere.ts";
import { faultOf } from "../../app/explain.ts";
import { t } from "../../app/i18n.ts";
import { session } from "../../app/server.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Form } from "./form.tsx";
import { PasswordField } from "./password.tsx";
import { signIn } from "./signin.tsx";

/** The session ended while somebody worked: they sign in over the page, and what they typed stays. */
export default function SignInAgain() {
  const user = session.user;
  return (
    <Dialog title={t("auth.ended")} firm size="sm" onClose={() => {}}>
      <div className="flex flex-col gap-4 p-5">
        <p className="text-fg-muted">{t("auth.ended_text")}</p>
        <Form
          action={t("auth.sign_in")}
          fields={["password"]}
          send={values => signIn({ ...values, email: user?.email ?? "" })}
        >
          {error => (
            <>
              <p>
                <bdi className="font-medium">{user?.email}</bdi>
              </p>
              <PasswordField autoFocus error={faultOf(error, "password")} />
            </>
          )}
        </Form>
        <Button kind="ghost" onClick={askToLeave}>
          {t("auth.other_account")}
        </Button>
      </div>
    </Dialog>
  );
}
