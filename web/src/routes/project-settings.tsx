export { ProjectSettingsPage as default } from "../features/project/settings.tsx";
