export { SettingsPage as default } from "../features/settings/settings.tsx";
