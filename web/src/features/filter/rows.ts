import { type Compare, FIELDS, type FieldName, STATES } from "./fields.ts";
import type { Comparison, Expr, Given } from "./parse.ts";
import { print, quote } from "./print.ts";

/** A filter as rows of field, operator and values, which people build. Pure. */

/** `=` and `!=` also stand for `in` and `not in`: how many values there are decides. */
export type RowCompare = Exclude<Compare, "in" | "not-in"> | "!~" | "empty" | "filled";

export interface RowValue {
  readonly text: string;
  readonly quoted: boolean;
}

export interface Row {
  /** A field, `state`, `field.{name}`; empty for what rows cannot say: it stands there as text. */
  readonly field: string;
  readonly compare: RowCompare;
  readonly values: readonly RowValue[];
  readonly raw?: string;
}

export interface RowSet {
  readonly join: "and" | "or";
  readonly rows: readonly Row[];
}

export function rowsOf(expr: Expr): RowSet {
  if ("all" in expr) {
    return { join: "and", rows: expr.all.map(rowOf) };
  }
  if ("any" in expr) {
    return { join: "or", rows: expr.any.map(rowOf) };
  }
  return { join: "and", rows: [rowOf(expr)] };
}

function rowOf(expr: Expr): Row {
  if ("is" in expr) {
    return { field: "state", compare: "=", values: [{ text: expr.is, quoted: false }] };
  }
  if ("not" in expr && "is" in expr.not) {
    return { field: "state", compare: "!=", values: [{ text: expr.not.is, quoted: false }] };
  }
  if ("test" in expr) {
    return testRow(expr.test);
  }
  if ("not" in expr && "test" in expr.not && expr.not.test.compare === "~") {
    return { ...testRow(expr.not.test), compare: "!~" };
  }
  return { field: "", compare: "=", values: [], raw: print(expr) };
}

function testRow({ field, custom, compare, values }: Comparison): Row {
  const name = field ?? `field.${custom}`;
  const [only] = values;
  const bare = values.map(({ text, quoted }: Given) => ({ text, quoted }));
  if (only && values.length === 1 && isNull(only) && (compare === "=" || compare === "!=")) {
    return { field: name, compare: compare === "=" ? "empty" : "filled", values: [] };
  }
  const plain = compare === "in" ? "=" : compare === "not-in" ? "!=" : compare;
  return { field: name, compare: plain, values: bare };
}

export function isNull({ text, quoted }: RowValue): boolean {
  return !quoted && text.toLowerCase() === "null";
}

/** Whether it asks for something already. */
export function isWhole({ field, compare, values, raw }: Row): boolean {
  return (
    raw !== undefined ||
    compare === "empty" ||
    compare === "filled" ||
    (field !== "" && values.length > 0 && values.every(value => value.text.trim() !== ""))
  );
}

/** The rows as a text; those that ask for nothing yet are left out. */
export function textOf({ join, rows }: RowSet): string {
  const whole = rows.filter(isWhole);
  return whole.map(row => rowText(row, whole.length > 1)).join(` ${join} `);
}

function rowText({ field, compare, values, raw }: Row, several: boolean): string {
  if (raw !== undefined) {
    return several ? `(${raw})` : raw;
  }
  if (field === "state") {
    const name = values[0]?.text ?? STATES[0];
    return `is ${compare === "!=" ? "not " : ""}${name}`;
  }
  const name = isField(field) ? field : `field.${quote(field.slice("field.".length))}`;
  if (compare === "empty" || compare === "filled") {
    return `${name} is ${compare === "filled" ? "not " : ""}null`;
  }
  const texts = values.map(({ text, quoted }) => (quoted ? quote(text) : text));
  if (texts.length > 1) {
    return `${name} ${compare === "!=" ? "not in" : "in"} (${texts.join(", ")})`;
  }
  return compare === "!~" ? `not ${name} ~ ${texts[0]}` : `${name} ${compare} ${texts[0]}`;
}

export function isField(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}
