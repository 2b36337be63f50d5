/** What wouter asks a shim for, React has itself. */
export { useSyncExternalStore } from "react";
