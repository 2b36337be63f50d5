import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import type { Plugin } from "vite";
import { PAGES } from "./pages.ts";

export interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly css?: readonly string[];
}
export type Manifest = Readonly<Record<string, Chunk>>;

const PACKED = /\.(js|css|svg|webmanifest)$/;

/** The script files that a module needs before it runs, itself included. */
export function filesOf(manifest: Manifest, module: string, seen = new Set<string>()): string[] {
  const chunk = manifest[module];
  if (!chunk || seen.has(module)) {
    return [];
  }
  seen.add(module);
  return [chunk.file, ...(chunk.imports ?? []).flatMap(name => filesOf(manifest, name, seen))];
}

/** Makes what the binary embeds: each text packed with brotli at its strongest, and which files and data each page loads. */
export function pack(): Plugin {
  let dir = "";
  return {
    name: "taskflow-pack",
    apply: "build",
    configResolved(config) {
      dir = config.build.outDir;
    },
    closeBundle() {
      const manifest = JSON.parse(readFileSync(join(dir, "manifest.json"), "utf8")) as Manifest;
      const first = new Set(filesOf(manifest, "index.html"));
      const preload = PAGES.map(({ path, modules, data = [] }) => ({
        path,
        data,
        files: [...new Set(modules.flatMap(module => filesOf(manifest, module)))].filter(
          file => !first.has(file),
        ),
      }));
      writeFileSync(join(dir, "preload.json"), JSON.stringify(preload));
      for (const entry of readdirSync(dir, { recursive: true, withFileTypes: true })) {
        if (entry.isFile() && PACKED.test(entry.name)) {
          const path = join(entry.parentPath, entry.name);
          const options = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
          writeFileSync(`${path}.br`, brotliCompressSync(readFileSync(path), options));
        }
      }
    },
  };
}
