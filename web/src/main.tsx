import "./styles/base.css";
import { createRoot } from "react-dom/client";
import { App } from "./app/app.tsx";
import { followLanguage } from "./app/i18n.ts";
import { whenIdle } from "./app/idle.ts";
import { followLive } from "./app/live.ts";
import { findSession } from "./app/server.ts";
import { followTheme } from "./app/theme.ts";
import { followTips } from "./ui/tooltip.ts";

followTheme();
void findSession();
followLive();
const root = document.getElementById("root");
if (root) {
  await followLanguage();
  // `Boundary` reports what it catches.
  createRoot(root, { onCaughtError: () => undefined }).render(<App />);
}
whenIdle(() => {
  followTips();
  // The overlays that people open first.
  void import("./ui/menu-panel.tsx");
  void import("./features/palette/palette.tsx");
  void import("./app/version.ts").then(({ followVersion }) => followVersion());
  if (localStorage.getItem("tf.push")) {
    void import("./features/account/push-start.ts");
  }
});
