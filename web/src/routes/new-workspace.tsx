export { NewWorkspace as default } from "../features/workspace/new.tsx";
