import { afterEach, beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import { NoAnswer, Problem } from "../../src/api/problems.ts";
import { fromBase64, toBase64 } from "../../src/features/task/coedit/bytes.ts";
import { draftOf } from "../../src/features/task/coedit/drafts.ts";
import { difference } from "../../src/features/task/coedit/edits.ts";
import { mergeTexts } from "../../src/features/task/coedit/merge.ts";
import { SharedText } from "../../src/features/task/coedit/shared-text.ts";
import { setLive } from "../../src/sync/hooks.ts";
import type { Live } from "../../src/sync/live.ts";
import type { TextListener } from "../../src/sync/presence.ts";

/** A server with one text, and a browser's live layer around it. */
class Fake {
  doc = new Y.Doc();
  generation = "one";
  head = 0;
  up = true;
  settled = 0;
  readonly said: object[] = [];
  readonly drafts = new Map<string, string>();
  readonly live: Live;
  readonly #texts = new Set<TextListener>();

  constructor(text: string) {
    this.doc.getText("text").insert(0, text);
    this.live = {
      me: "ana",
      workspace: "w",
      api: { post: async (path: string, body?: object) => this.#post(path, body as never) },
      presence: { texts: this.#texts, say: (frame: object) => this.said.push(frame) > 0 },
      status: { pending: () => undefined },
      drafts: {
        get: (key: string) => this.drafts.get(key),
        set: (key: string, text?: string) =>
          text === undefined ? this.drafts.delete(key) : this.drafts.set(key, text),
      },
    } as unknown as Live;
    setLive(this.live);
  }

  get text(): string {
    return this.doc.getText("text").toString();
  }

  /** Somebody else types. */
  type(at: number, words: string): void {
    const before = Y.encodeStateVector(this.doc);
    this.doc.getText("text").insert(at, words);
    this.head += 1;
    this.tell({
      type: "text",
      workspace: "w",
      task_id: "t",
      generation: this.generation,
      whole: false,
      from: this.head - 1,
      to: this.head,
      updates: [toBase64(Y.encodeStateAsUpdate(this.doc, before))],
    });
  }

  tell(frame: Parameters<TextListener>[0]): void {
    for (const listener of this.#texts) {
      listener(frame);
    }
  }

  #post(path: string, body: { generation: string; update?: string; settle?: boolean }): object {
    if (!this.up) {
      throw new NoAnswer("down");
    }
    if (!path.endsWith("/updates")) {
      const state = toBase64(Y.encodeStateAsUpdate(this.doc));
      return { generation: this.generation, head: this.head, state };
    }
    if (body.generation !== this.generation) {
      throw new Problem(409, { code: "text_renewed" });
    }
    if (body.update !== undefined) {
      Y.applyUpdate(this.doc, fromBase64(body.update));
      this.head += 1;
    }
    this.settled += body.settle ? 1 : 0;
    return { generation: this.generation, head: this.head, version: 7 };
  }
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  setLive(undefined);
  vi.useRealTimers();
});

const soon = () => vi.advanceTimersByTimeAsync(40_000);

test("what is typed on both sides is merged, sent together and settled when one is done", async () => {
  const server = new Fake("Walls");
  const session = new SharedText(server.live, "t", "Walls");
  await soon();
  session.text.insert(5, " and");
  session.text.insert(9, " doors");
  server.type(0, "All ");
  await soon();
  expect([session.text.toString(), server.text]).toEqual(["All Walls and doors", "All Walls and doors"]);
  expect(server.head).toBe(2);
  expect(server.drafts.size).toBe(0);
  expect(await session.finish()).toBe(7);
  expect(server.settled).toBe(1);
  session.close();
});

test("without the server one goes on; a later page sends what was kept", async () => {
  const server = new Fake("Walls");
  const session = new SharedText(server.live, "t", "Walls");
  await soon();
  server.up = false;
  session.text.insert(5, "!");
  await soon();
  session.close();
  expect(JSON.parse(server.drafts.get(draftOf("t")) ?? "").text).toBe("Walls!");
  server.type(0, "All ");
  const later = new SharedText(server.live, "t", "");
  expect(later.text.toString()).toBe("Walls!");
  server.up = true;
  server.tell(undefined);
  await soon();
  expect([later.text.toString(), server.text]).toEqual(["All Walls!", "All Walls!"]);
  expect(server.drafts.size).toBe(0);
  later.close();
});

test("never opened before, offline, and another document: only one's own change is brought into it", async () => {
  const server = new Fake("Walls and doors");
  server.up = false;
  const session = new SharedText(server.live, "t", "Walls and doors");
  await soon();
  session.text.insert(5, "!");
  server.doc.getText("text").insert(15, "?");
  server.up = true;
  await soon();
  expect([session.text.toString(), server.text]).toEqual(["Walls! and doors?", "Walls! and doors?"]);
  server.doc = new Y.Doc();
  server.doc.getText("text").insert(0, "Walls! and windows?");
  server.generation = "two";
  session.text.insert(0, "My ");
  await soon();
  expect([session.text.toString(), server.text]).toEqual([
    "My Walls! and windows?",
    "My Walls! and windows?",
  ]);
  session.close();
});

test("what two tabs left comes together, also where one is open already, and twice is once", async () => {
  const server = new Fake("Walls and doors");
  const left: string[] = [];
  for (const [at, words] of [
    [0, "All "],
    [15, "!"],
  ] as const) {
    const tab = new SharedText(server.live, "t", "Walls and doors");
    await soon();
    server.up = false;
    tab.text.insert(at, words);
    await soon();
    left.push(server.drafts.get(draftOf("t")) ?? expect.fail("nothing was kept"));
    tab.close();
    server.drafts.clear();
    server.up = true;
  }
  // One wrote without ever having heard of the document.
  const alone = JSON.stringify({
    head: 0,
    state: "AAA=",
    base: "Walls and doors",
    text: "Walls and red doors",
  });
  const session = new SharedText(server.live, "t", "");
  session.takeUp(left[0] ?? "");
  await soon();
  for (const draft of [left[1] ?? "", left[1] ?? "", alone]) {
    session.takeUp(draft);
    await soon();
  }
  // Where exactly a text without a document falls, its neighbours decide; it is there once, as all the others are.
  expect(session.text.toString()).toBe(server.text);
  expect(server.text.replace("red ", "")).toBe("All Walls and doors!");
  expect(server.text).toContain("red ");
  expect(server.drafts.size).toBe(0);
  session.close();
});

test("who may not write any more keeps the text", async () => {
  const server = new Fake("Walls");
  const session = new SharedText(server.live, "t", "Walls");
  await soon();
  session.text.insert(5, "!");
  server.live.api.post = async () => {
    throw new Problem(404, { code: "not_found" });
  };
  server.tell({ type: "text_closed", workspace: "w", task_id: "t" });
  await soon();
  expect([session.state, session.text.toString()]).toEqual(["refused", "Walls!"]);
  session.close();
});

test("line ends become one kind, and differences are small", async () => {
  const server = new Fake("one\r\ntwo");
  const session = new SharedText(server.live, "t", "one\r\ntwo");
  await soon();
  expect([session.text.toString(), server.text]).toEqual(["one\ntwo", "one\ntwo"]);
  session.close();
  expect(difference("a😀b", "a😁b")).toEqual({ at: 1, remove: 2, insert: "😁" });
  expect(difference("aaa", "aa")).toEqual({ at: 2, remove: 1, insert: "" });
  expect(mergeTexts("one two three", "one 2 three", "one two three four")).toBe("one 2 three four");
});
