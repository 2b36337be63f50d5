export { TrashPage as default } from "../features/trash/trash.tsx";
