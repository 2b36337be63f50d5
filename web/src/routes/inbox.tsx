export { InboxPage as default } from "../features/inbox/inbox.tsx";
