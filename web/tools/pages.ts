/** What pages of somebody who is signed in need as well. */
export const LIVE = "src/app/start-live.ts";

/** The pages that people come to first, and what each is made of. The server lets their files come all at once. */
export const PAGES: readonly { readonly path: string; readonly modules: readonly string[] }[] = [
  { path: "/:ws/p/:key/board", modules: ["src/routes/board.tsx", LIVE] },
  { path: "/:ws/p/:key/list", modules: ["src/routes/list.tsx", LIVE] },
  { path: "/:ws/p/:key/table", modules: ["src/routes/table.tsx", LIVE] },
  { path: "/:ws/p/:key/calendar", modules: ["src/routes/calendar.tsx", LIVE] },
  { path: "/:ws/p/:key/timeline", modules: ["src/routes/timeline.tsx", LIVE] },
  { path: "/:ws/p/:key/overview", modules: ["src/routes/overview.tsx", LIVE] },
  { path: "/:ws/my", modules: ["src/routes/my.tsx", LIVE] },
  { path: "/:ws/t/:task", modules: ["src/routes/task.tsx", LIVE] },
  { path: "/signin", modules: ["src/routes/signin.tsx"] },
  { path: "/register", modules: ["src/routes/register.tsx"] },
];
