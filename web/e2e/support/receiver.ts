import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

/** One request that came. */
export interface Received {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Lets the server call receivers on this machine. */
export const LOOPBACK = {
  TASKFLOW_OUTGOING_ALLOW_NETWORKS: "127.0.0.1/32",
  TASKFLOW_OUTGOING_ALLOW_HTTP: "true",
} as const;

/** Somebody outside who is told what happens. */
export class Receiver {
  readonly got: Received[] = [];
  /** What it answers. */
  status = 200;
  url = "";
  readonly #server = createServer((request, answer) => {
    const parts: Buffer[] = [];
    request.on("data", part => parts.push(part));
    request.on("end", () => {
      this.got.push({ headers: request.headers, body: Buffer.concat(parts).toString() });
      answer.writeHead(this.status, { "content-type": "text/plain" });
      answer.end(this.status < 300 ? "Thank you" : "Not now");
    });
  });

  async start(): Promise<void> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/taskflow`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

/** How many of a request's signatures a secret made, as Standard Webhooks says. */
export function signedBy(secret: string, { headers, body }: Received): number {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const wanted = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return String(headers["webhook-signature"])
    .split(" ")
    .filter(one => one === wanted).length;
}
