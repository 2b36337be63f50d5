import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Plugin } from "vite";

/** Writes `sw.js`: the service worker, with the list of files that make up the app. */
export function worker(): Plugin {
  return {
    name: "taskflow-worker",
    apply: "build",
    generateBundle(_, bundle) {
      // Fonts come when a page needs them.
      const files = Object.keys(bundle).filter(name => /\.(js|css)$/.test(name));
      const version = createHash("sha256").update(files.sort().join("\n")).digest("hex").slice(0, 12);
      const source = readFileSync(join(import.meta.dirname, "../src/sw.js"), "utf8")
        .replace('"{{version}}"', JSON.stringify(version))
        .replace('"{{files}}"', JSON.stringify(files.map(name => `/${name}`)));
      this.emitFile({ type: "asset", fileName: "sw.js", source });
    },
  };
}
