import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect, test } from "vitest";
import { readCatalog } from "../tools/catalogs.ts";

const SRC = join(import.meta.dirname, "../src");
const LONGEST = 400;

interface Source {
  readonly path: string;
  readonly text: string;
}

const sources: readonly Source[] = readdirSync(SRC, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.(ts|tsx|css)$/.test(entry.name) && entry.name !== "schema.d.ts")
  .map(entry => join(entry.parentPath, entry.name))
  .map(path => ({ path: relative(SRC, path), text: readFileSync(path, "utf8") }));

/** Lines of sources that match, as `path:line: text`. */
function lines(pattern: RegExp, among: (path: string) => boolean): string[] {
  return sources
    .filter(({ path }) => among(path))
    .flatMap(({ path, text }) =>
      text
        .split("\n")
        .flatMap((line, at) => (pattern.test(line) ? [`${path}:${at + 1}: ${line.trim()}`] : [])),
    );
}

const isCode = (path: string) => /\.tsx?$/.test(path);

test("files are short", () => {
  const long = sources.filter(({ text }) => text.split("\n").length > LONGEST + 1);
  expect(long.map(({ path }) => path)).toEqual([]);
});

test("no colour stands outside of the tokens", () => {
  // What the server keeps as a person's choice is data, not a colour of the app.
  const data = ["styles/tokens.css", "ui/colours.tsx"];
  const colour = /#[0-9a-f]{3}\b|#[0-9a-f]{6}\b|\brgba?\(|\bhsla?\(|\boklch\(/i;
  const found = lines(colour, path => !data.includes(path) && !path.startsWith("locales/"));
  expect(found.filter(line => !/colour|color: "#6B7280"|INKS/i.test(line))).toEqual([]);
});

test("sides are start and end, so that pages mirror", () => {
  // People's texts have a direction of their own, but stand where the page begins.
  const physical =
    /["'`\s:](-?m[lr]|-?p[lr]|left|right|border-[lr]|rounded-[lr]|text-left|text-right)-?(\d|auto|full|px|\[|\b["'`\s])/;
  const found = lines(/className/, isCode).filter(line =>
    physical.test((line.split("className")[1] ?? "").replace(/rtl:text-right/g, "")),
  );
  expect(found).toEqual([]);
});

test("what people read stands in the catalogs", () => {
  const text = />\s*[A-Z][a-z]+ [a-z]+[^<>{}=]*</;
  const attribute = /\b(aria-label|placeholder|title|label|alt|tip)="[^"]*[a-z]{2,} ?[^"]*"/;
  expect(lines(text, path => path.endsWith(".tsx"))).toEqual([]);
  expect(lines(attribute, path => path.endsWith(".tsx"))).toEqual([]);
});

test("what is asked is asked in the app's own dialogs", () => {
  expect(lines(/(?<![\w.])((globalThis|window)\.)?(alert|confirm|prompt)\(/, isCode)).toEqual([]);
});

test("features know each other only through tasks and what all share", () => {
  const shared = new Set([
    "task",
    "workspace",
    "auth",
    "members",
    "search",
    "board",
    "list",
    "project",
    "settings",
    "view",
    "calendar",
    "filter",
    "transfer",
    "fields",
    "template",
  ]);
  const found = lines(/from "\.\.\/([a-z]+)\//, path => path.startsWith("features/")).filter(line => {
    const other = /from "\.\.\/([a-z]+)\//.exec(line)?.[1] ?? "";
    return !shared.has(other);
  });
  expect(found).toEqual([]);
});

test("the live layer knows no feature, and only it writes rows", () => {
  expect(lines(/from "\.\.\/(features|routes|ui)\//, path => path.startsWith("sync/"))).toEqual([]);
  const writes = lines(/entities\.(set|bulk)\(/, path => isCode(path) && !path.startsWith("sync/"));
  expect(writes).toEqual([]);
});

const english = readCatalog("en");

/** The names of values, which every language must use; the forms of plurals have braces, too. */
function names(message: string): string[] {
  return [
    ...new Set(
      [...message.matchAll(/(?<!(?:zero|one|two|few|many|other|=\d+) )\{(\w+)[,}]/g)].map(
        ([, name]) => name ?? "",
      ),
    ),
  ].sort();
}

for (const locale of ["de", "ar"]) {
  test(`${locale} says everything that English says`, () => {
    const catalog = readCatalog(locale);
    expect(Object.keys(catalog).sort()).toEqual(Object.keys(english).sort());
    const empty = Object.entries(catalog).filter(([, text]) => text.trim() === "");
    expect(empty).toEqual([]);
    for (const [id, text] of Object.entries(catalog)) {
      const wanted = names(english[id] ?? "").filter(name => name !== "count");
      expect(
        names(text).filter(name => name !== "count"),
        id,
      ).toEqual(wanted);
    }
  });
}

test("German says du, in the app and in mail", () => {
  const words = join(import.meta.dirname, "../../crates/taskflow/src/mail/words/de.toml");
  const texts = [...Object.values(readCatalog("de")), ...readFileSync(words, "utf8").split("\n")];
  // Where a sentence begins it may be "she" or "they".
  const formal = /[a-zäöüß,}] (Sie|Ihnen|Ihr(e[nmrs]?)?)\b/;
  expect(texts.length).toBeGreaterThan(1_000);
  expect(texts.filter(text => formal.test(text))).toEqual([]);
});

test("plurals of Arabic have their forms", () => {
  const plurals = Object.entries(readCatalog("ar")).filter(([, text]) => /, plural,.*\bone \{/.test(text));
  expect(plurals.length).toBeGreaterThan(0);
  for (const [id, text] of plurals) {
    expect(text, id).toMatch(/\bother \{/);
  }
});

/** What programs alone can meet: forms of requests, sockets, settings of the server, what the app never sends. */
const FOR_PROGRAMS = new Set([
  ...["unknown_path", "method_not_allowed", "malformed", "invalid_json", "invalid_utf8", "too_deep"],
  ...["body_incomplete", "unsupported_media_type", "invalid_idempotency_key", "invalid_if_match"],
  ...["invalid_cursor", "invalid_query", "invalid_sort", "idempotency_key_reused", "idempotency_in_progress"],
  ...["unauthenticated", "token_expired", "no_refresh_token", "refresh_reused", "sign_in_required"],
  ...["missing_scope", "too_many_texts", "invalid_update", "text_renewed", "text_incomplete", "id_taken"],
  ...["invalid_ticket", "live_elsewhere", "too_many_connections", "not_a_websocket", "origin_refused"],
  ...["stale_fence", "unknown_field", "duplicate_field", "not_asked_for", "not_nullable", "invalid_id"],
  ...["invalid_locale", "not_a_sibling", "no_place", "one_holder", "other_workspace", "rule_or_words"],
  ...["invalid_form", "file_missing", "stream_exists", "one_of", "other_epoch", "not_as_of"],
  ...["invalid_keys", "invalid_smtp_url", "invalid_mail_template", "invalid_sendgrid_key"],
  ...["invalid_signature", "invalid_mail_from", "invalid_mail_ca_file"],
  // The first of its faults is told; tries and requests have words of their own.
  ...["invalid", "too_many_attempts", "rate_limited"],
]);

test("what the server refuses has words in every language", () => {
  const source = join(import.meta.dirname, "../../crates/taskflow/src/gateway/docs/problems.rs");
  const list = readFileSync(source, "utf8").split("];")[0] ?? "";
  const codes = [...list.matchAll(/\(\s*"([a-z_0-9]+)",/g)].map(([, code]) => code ?? "");
  expect(codes.length).toBeGreaterThan(200);
  const said = (code: string) => `problem.${code}` in english || `fault.${code}` in english;
  expect(codes.filter(code => !said(code) && !FOR_PROGRAMS.has(code))).toEqual([]);
  // And nothing is left of codes that are gone.
  const known = new Set(codes);
  const stale = Object.keys(english).filter(
    id => /^(problem|fault)\./.test(id) && !known.has(id.replace(/^\w+\./, "")),
  );
  expect([...stale, ...[...FOR_PROGRAMS].filter(code => !known.has(code))]).toEqual([]);
});

test("every message is used somewhere", () => {
  const all = sources.map(({ text }) => text).join("\n");
  const dynamic = [...all.matchAll(/`([a-z_]+(?:\.[a-z_]+)*[._])\$\{/g)].map(([, start]) => start ?? "");
  // Most stand there as they are; only the others are looked for in everything.
  const literal = new Set([...all.matchAll(/"([a-z][^"\s]+)"/g)].map(([, text]) => text));
  const rest = Object.keys(english).filter(id => !literal.has(id));
  const unused = rest.filter(
    id => !all.includes(`"${id}"`) && !all.includes(`.${id}`) && !dynamic.some(start => id.startsWith(start)),
  );
  expect(unused).toEqual([]);
});
