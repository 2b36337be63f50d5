import { Eye, EyeOff } from "lucide-react";
import { useState } from "react";
import { t } from "../../app/i18n.ts";
import { IconButton } from "../../ui/button.tsx";
import { cx } from "../../ui/cx.ts";
import { Field, INPUT } from "../../ui/field.tsx";

interface Props {
  label?: string;
  name?: string;
  error?: string | undefined;
  hint?: string;
  fresh?: boolean;
  autoFocus?: boolean;
}

/** A password, which may be looked at. Password managers know what it is for. */
export function PasswordField({
  label = t("auth.password"),
  name = "password",
  error,
  hint,
  fresh,
  autoFocus,
}: Props) {
  const [shown, setShown] = useState(false);
  return (
    // What is wrong does not hide what is expected.
    <Field label={label} error={error && [error, hint].filter(Boolean).join(" ")} hint={hint}>
      {ids => (
        <div className="relative">
          <input
            {...ids}
            name={name}
            type={shown ? "text" : "password"}
            autoComplete={fresh ? "new-password" : "current-password"}
            required
            autoFocus={autoFocus}
            className={cx(INPUT, "h-9 pe-10 text-md touch:h-11")}
          />
          <IconButton
            size="sm"
            label={t(shown ? "auth.hide_password" : "auth.show_password")}
            className="absolute end-1.5 top-1/2 -translate-y-1/2"
            onClick={() => setShown(!shown)}
          >
            {shown ? <EyeOff size={16} /> : <Eye size={16} />}
          </IconButton>
        </div>
      )}
    </Field>
  );
}
