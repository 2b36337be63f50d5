/** Where in a stream a copy stands: `epoch:seq:chain`. The text is said back as it was given. */
export interface Token {
  readonly text: string;
  /** Counts the restores from a backup: another epoch is another past. */
  readonly epoch: number;
  /** The last entry of the stream that its holder has. */
  readonly seq: number;
}

const FORM = /^(\d+):(\d+):.+$/;

/** Reads a token; throws `BadFrame`'s cause when the text is none. */
export function readToken(text: string): Token {
  const [, epoch, seq] = FORM.exec(text) ?? [];
  if (epoch === undefined || seq === undefined) {
    throw new Error("not a token of the form epoch:seq:chain");
  }
  return { text, epoch: Number(epoch), seq: Number(seq) };
}
