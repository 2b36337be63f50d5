import type { Comparison, Expr, Given } from "./parse.ts";

/** A filter as text again. Read again it says the same. */
export function print(expr: Expr): string {
  if ("all" in expr) {
    return expr.all
      .map(part => ("any" in part || "all" in part ? `(${print(part)})` : print(part)))
      .join(" and ");
  }
  if ("any" in expr) {
    return expr.any.map(part => ("any" in part ? `(${print(part)})` : print(part))).join(" or ");
  }
  if ("is" in expr) {
    return `is ${state(expr.is)}`;
  }
  if ("test" in expr) {
    return printTest(expr.test);
  }
  const { not } = expr;
  if ("is" in not) {
    return `is not ${state(not.is)}`;
  }
  return "all" in not || "any" in not ? `not (${print(not)})` : `not ${print(not)}`;
}

/** The word that negates cannot be a state, unless in brackets. */
function state(name: string): string {
  return name === "not" ? "(not)" : name;
}

function printTest({ field, custom, compare, values }: Comparison): string {
  const name = field ?? `field.${quote(custom ?? "")}`;
  const [first] = values;
  if (compare === "in" || compare === "not-in") {
    return `${name} ${compare === "in" ? "in" : "not in"} (${values.map(printGiven).join(", ")})`;
  }
  if (first && isNull(first) && (compare === "=" || compare === "!=")) {
    return `${name} is ${compare === "=" ? "" : "not "}null`;
  }
  return `${name} ${compare} ${values.map(printGiven).join("")}`;
}

function isNull({ text, quoted }: Given): boolean {
  return !quoted && text.toLowerCase() === "null";
}

function printGiven({ text, quoted }: Given): string {
  return quoted ? quote(text) : text;
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, found => `\\${found}`)}"`;
}
