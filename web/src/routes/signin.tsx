export { SignIn as default } from "../features/auth/signin.tsx";
