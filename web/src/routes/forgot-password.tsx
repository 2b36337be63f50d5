export { ForgotPassword as default } from "../features/auth/password-pages.tsx";
