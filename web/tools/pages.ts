/** What pages of somebody who is signed in need as well. */
export const LIVE = "src/app/start-live.ts";

interface Entry {
  readonly path: string;
  readonly modules: readonly string[];
  /** What the page asks the API for first; parts of the address stand for themselves. */
  readonly data?: readonly string[];
}

/** What every page in a workspace needs to know before anything else. */
const WORKSPACES = "/workspaces?limit=200";
const BOOTSTRAP = [WORKSPACES, "/workspaces/:ws/projects?limit=200"];

/** The pages that people come to first, and what each is made of. The server lets it come all at once. */
export const PAGES: readonly Entry[] = [
  { path: "/:ws/p/:key/board", modules: ["src/routes/board.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/p/:key/list", modules: ["src/routes/list.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/p/:key/table", modules: ["src/routes/table.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/p/:key/calendar", modules: ["src/routes/calendar.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/p/:key/timeline", modules: ["src/routes/timeline.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/p/:key/overview", modules: ["src/routes/overview.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/my", modules: ["src/routes/my.tsx", LIVE], data: BOOTSTRAP },
  { path: "/:ws/t/:task", modules: ["src/routes/task.tsx", LIVE], data: BOOTSTRAP },
  { path: "/", modules: ["src/routes/start.tsx", LIVE], data: [WORKSPACES] },
  { path: "/signin", modules: ["src/routes/signin.tsx"] },
  { path: "/register", modules: ["src/routes/register.tsx"] },
];
