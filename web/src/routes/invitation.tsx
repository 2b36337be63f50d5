export { InvitationPage as default } from "../features/auth/invitation.tsx";
