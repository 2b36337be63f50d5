import { lexer, type Token, type Tokens } from "marked";
import { Fragment, type ReactNode } from "react";
import { t } from "../../app/i18n.ts";

/**
 * Markdown as elements. Nothing in it becomes HTML: tags are shown as they were typed, and links lead only to the web
 * or to mail.
 */
export default function Markdown({ text }: { text: string }) {
  return (
    <div dir="auto" className="flex flex-col gap-3 text-md wrap-anywhere [&_bdi]:contents">
      {blocks(lexer(text, { gfm: true, breaks: true }))}
    </div>
  );
}

function blocks(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, at) => <Fragment key={at}>{block(token)}</Fragment>);
}

const HEADINGS = ["text-xl font-semibold", "text-lg font-semibold", "text-md font-semibold"] as const;

function block(token: Token): ReactNode {
  switch (token.type) {
    case "heading": {
      const { depth, tokens } = token as Tokens.Heading;
      return (
        <p
          role="heading"
          aria-level={Math.min(depth + 2, 6)}
          className={HEADINGS[depth - 1] ?? "font-semibold"}
        >
          {inlines(tokens)}
        </p>
      );
    }
    case "paragraph":
      return <p>{inlines((token as Tokens.Paragraph).tokens)}</p>;
    case "text":
      return inlines((token as Tokens.Text).tokens ?? [token]);
    case "blockquote":
      return (
        <blockquote className="flex flex-col gap-2 border-s-2 border-border-strong ps-3 text-fg-muted">
          {blocks((token as Tokens.Blockquote).tokens)}
        </blockquote>
      );
    case "code":
      return (
        <pre dir="ltr" className="overflow-x-auto rounded-2 bg-sunken p-3 font-mono text-sm">
          <code>{(token as Tokens.Code).text}</code>
        </pre>
      );
    case "list":
      return <List token={token as Tokens.List} />;
    case "table":
      return <Table token={token as Tokens.Table} />;
    case "hr":
      return <hr className="border-border" />;
    case "space":
    case "def":
      return null;
    default:
      return token.raw.trim() === "" ? null : (
        <p className="whitespace-pre-wrap wrap-anywhere">{token.raw}</p>
      );
  }
}

function List({ token }: { token: Tokens.List }) {
  const items = token.items.map((item, at) => (
    <li key={at} className={item.task ? "list-none -ms-5" : undefined}>
      {item.task && (
        <input
          type="checkbox"
          aria-label={t(item.checked ? "app.category.done" : "app.category.todo")}
          disabled
          checked={item.checked ?? false}
          className="me-2 align-middle"
          readOnly
        />
      )}
      {blocks(item.tokens.filter(one => one.type !== "checkbox"))}
    </li>
  ));
  return token.ordered ? (
    <ol start={token.start === "" ? 1 : token.start} className="list-decimal ps-5">
      {items}
    </ol>
  ) : (
    <ul className="list-disc ps-5">{items}</ul>
  );
}

function Table({ token }: { token: Tokens.Table }) {
  return (
    <div className="overflow-x-auto">
      <table className="border-collapse text-sm [&_td]:border [&_td]:border-border [&_td]:px-2 [&_td]:py-1 [&_th]:border [&_th]:border-border [&_th]:px-2 [&_th]:py-1 [&_th]:text-start">
        <thead>
          <tr>
            {token.header.map((cell, at) => (
              <th key={at}>{inlines(cell.tokens)}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {token.rows.map((row, line) => (
            <tr key={line}>
              {row.map((cell, at) => (
                <td key={at}>{inlines(cell.tokens)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function inlines(tokens: readonly Token[]): ReactNode {
  return tokens.map((token, at) => <Fragment key={at}>{inline(token)}</Fragment>);
}

function inline(token: Token): ReactNode {
  switch (token.type) {
    case "strong":
      return <strong className="font-semibold">{inlines((token as Tokens.Strong).tokens)}</strong>;
    case "em":
      return <em>{inlines((token as Tokens.Em).tokens)}</em>;
    case "del":
      return <del>{inlines((token as Tokens.Del).tokens)}</del>;
    case "codespan":
      return (
        <code dir="ltr" className="rounded-1 bg-sunken px-1 font-mono text-sm">
          {(token as Tokens.Codespan).text}
        </code>
      );
    case "br":
      return <br />;
    case "link": {
      const { href, tokens } = token as Tokens.Link;
      if (href.startsWith("user:")) {
        return (
          <span className="rounded-1 bg-accent-subtle px-1 font-medium text-accent-fg">
            {inlines(tokens)}
          </span>
        );
      }
      return isSafe(href) ? (
        <a
          href={href}
          target="_blank"
          rel="noopener noreferrer nofollow"
          className="text-accent-fg underline"
        >
          {inlines(tokens)}
        </a>
      ) : (
        inlines(tokens)
      );
    }
    case "image":
      return (token as Tokens.Image).text;
    case "escape":
      return (token as Tokens.Escape).text;
    case "text": {
      const { tokens, text } = token as Tokens.Text;
      return tokens ? inlines(tokens) : decoded(text);
    }
    default:
      return token.raw;
  }
}

/** Entities such as `&amp;`, which the lexer leaves in text. */
function decoded(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => ENTITIES[name] ?? "");
}

const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" };

export function isSafe(href: string): boolean {
  return /^(https?:\/\/|mailto:)/i.test(href);
}
