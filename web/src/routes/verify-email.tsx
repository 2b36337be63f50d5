export { VerifyEmail as default } from "../features/auth/verify.tsx";
