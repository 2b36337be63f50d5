export { ResetPassword as default } from "../features/auth/password-pages.tsx";
