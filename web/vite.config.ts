import { fileURLToPath } from "node:url";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";
import { catalogs } from "./tools/catalogs.ts";
import { pack } from "./tools/pack.ts";
import { sizes } from "./tools/sizes.ts";
import { worker } from "./tools/worker.ts";

/** The server that `make dev` runs beside this one. */
const server = process.env["TASKFLOW_DEV_SERVER"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), tailwindcss(), catalogs(), worker(), pack(), sizes()],
  resolve: {
    alias: {
      "use-sync-external-store/shim/index.js": fileURLToPath(
        new URL("src/app/external-store.ts", import.meta.url),
      ),
    },
  },
  // The binary embeds what lies in dist/app.
  build: {
    outDir: "dist/app",
    emptyOutDir: true,
    manifest: "manifest.json",
    target: "es2023",
    assetsInlineLimit: 0,
    modulePreload: {
      polyfill: false,
      // Who asks for a part has these by then; naming them would make the first page longer.
      resolveDependencies: (_, files, { hostType }) =>
        hostType === "js" ? files.filter(file => !/\/(react|rolldown-runtime|base)-/.test(file)) : files,
    },
    rolldownOptions: {
      output: {
        // The first page lists the names of all parts: each letter counts.
        entryFileNames: "assets/[name]-[hash:7].js",
        chunkFileNames: "assets/[name]-[hash:7].js",
        assetFileNames: "assets/[name]-[hash:7][extname]",
        // What every page needs comes in one file; pages and overlays come when they are wanted.
        codeSplitting: {
          groups: [
            { name: "react", test: /node_modules\/(\.pnpm\/)?(react|react-dom|scheduler)[@/]/, priority: 2 },
            // The live layer comes once somebody is signed in; what it is asked by, with every page.
            {
              name: "live",
              test: /\/src\/(sync\/(?!hooks|topics|same|fetching|merge|part\.)|app\/start-live\.ts|features\/board\/moving-to\.|features\/task\/(ask|asked|changes|commands|order|series|walk)\.)/,
            },
            // With the icons of cards, so that who wants one of them does not get the cards, too.
            {
              name: "base",
              priority: 1,
              test: /\/src\/(api\/|app\/(?!agents|attempt|catalogue|explain|gathered|language|news|pages|preferences|sequence-hint|server-undo|start-live|version|shell\/(drawer|sidebar-more|sidebar-edge|favourite))|sync\/(hooks|topics|same)\.)|\/src\/ui\/(?!back|badge|chips|colours|confirm|dialog|field|find|fuzzy|kbd|listed|menu-panel|more|picker|popover|project-signs|secret|section|switch|zone)|\/src\/features\/task\/rights\.|\/src\/features\/(workspace\/queries|view\/(look|shown)\.)|\/src\/routes\/not-found|node_modules\/(\.pnpm\/)?(wouter|@lingui)|lucide-react\/dist\/esm\/icons\/(arrow-down|arrow-up|calendar-days|clock|ellipsis|eye|list-tree|message-square|move-right|triangle-alert)\./,
            },
            // Boards and lists are made of the same parts.
            {
              name: "cards",
              test: /\/src\/features\/(board\/(?!arranged|arrivals|board|composer-form|context-menu|drag|lanes|move-dialog|moving-to|people-here|selection-panel|touch|use-columns)|task\/rename\.)/,
            },
            { name: "icons", test: /node_modules\/(\.pnpm\/)?lucide-react/, minShareCount: 4 },
          ],
        },
      },
    },
  },
  server: {
    host: "127.0.0.1",
    port: 5173,
    strictPort: true,
    proxy: {
      "/api": { target: server, ws: true },
      "/health": { target: server },
    },
  },
});
