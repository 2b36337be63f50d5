import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";
import { filesOf, type Manifest } from "./pack.ts";
import { LIVE } from "./pages.ts";

const KB = 1_000;

/** What may be loaded at most, packed, in kB. */
const BUDGETS = { board: 120, signin: 100, css: 12, page: 3, editor: 110, route: 30, requests: 14 } as const;
const EDITOR = "src/features/task/coedit/shared-editor.tsx";

/** Measures what the build made, and fails it past the budgets. */
export function sizes(): Plugin {
  let dir = "";
  return {
    name: "taskflow-sizes",
    apply: "build",
    configResolved(config) {
      dir = config.build.outDir;
    },
    closeBundle: {
      order: "post",
      sequential: true,
      handler() {
        const { rows, over } = measure(dir);
        for (const row of rows) {
          this.info(row);
        }
        if (over.length > 0) {
          this.error(`past the budgets of tools/sizes.ts: ${over.join("; ")}`);
        }
      },
    },
  };
}

function measure(dir: string): { rows: string[]; over: string[] } {
  const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as Manifest;
  const size = (file: string) => statSync(join(dir, `${file}.br`)).size;
  const sum = (files: Iterable<string>) => [...files].reduce((all, file) => all + size(file), 0) / KB;
  // English comes with the first page, as one of three languages.
  const first = [...filesOf(manifest, "index.html"), ...filesOf(manifest, "virtual:catalog/en/first")];
  const withPage = (...modules: string[]) =>
    new Set([...first, ...modules.flatMap(module => filesOf(manifest, module))]);
  const rows: string[] = [];
  const over: string[] = [];
  const hold = (what: string, is: number, most: number, unit = " kB") => {
    rows.push(`${what}: ${Number(is.toFixed(1))}${unit} of ${most}`);
    if (is > most) {
      over.push(`${what} is ${is.toFixed(1)}${unit}, allowed are ${most}`);
    }
  };
  const css = Object.values(manifest).flatMap(chunk => chunk.css ?? []);
  hold("first board", sum(withPage("src/routes/board.tsx", LIVE)), BUDGETS.board);
  hold("sign in", sum(withPage("src/routes/signin.tsx", "virtual:catalog/en/door")), BUDGETS.signin);
  hold("styles", sum(new Set(css)), BUDGETS.css);
  hold("index.html", statSync(join(dir, "index.html")).size / KB, BUDGETS.page);
  // The page, its styles and one font beside the scripts.
  hold(
    "requests before the first board",
    withPage("src/routes/board.tsx", LIVE).size + 3,
    BUDGETS.requests,
    "",
  );
  for (const module of Object.keys(manifest).filter(name => name.startsWith("src/routes/"))) {
    const shared = [...first, ...filesOf(manifest, LIVE)];
    const own = [...withPage(module)].filter(file => !shared.includes(file));
    if (!["src/routes/board.tsx"].includes(module)) {
      hold(module, sum(own), BUDGETS.route);
    }
  }
  if (manifest[EDITOR]) {
    const there = [...first, ...filesOf(manifest, LIVE)];
    hold("editor", sum(filesOf(manifest, EDITOR).filter(file => !there.includes(file))), BUDGETS.editor);
  }
  return { rows, over };
}
