export { Start as default } from "../features/workspace/start.tsx";
