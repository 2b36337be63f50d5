import { Fault, operators } from "./fault.ts";
import { type Compare, FIELD_NAMES, FIELDS, type FieldName, TAKES } from "./fields.ts";
import { type Spot, spots } from "./token.ts";

/** From text to what it says. `or` binds least, then `and`, then `not`. */

export interface Given {
  readonly text: string;
  /** In quotes: a text, never `null`, `me` or `today`. */
  readonly quoted: boolean;
  readonly column: number;
}

/** `field operator value` */
export interface Comparison {
  readonly field?: FieldName;
  /** A custom field, by its name or id. */
  readonly custom?: string;
  readonly fieldColumn: number;
  readonly compare: Compare;
  readonly column: number;
  /** One, or any number with `in`. */
  readonly values: readonly Given[];
}

export type Expr =
  | { readonly all: readonly Expr[] }
  | { readonly any: readonly Expr[] }
  | { readonly not: Expr }
  | { readonly is: string; readonly column: number }
  | { readonly test: Comparison };

const LONGEST = 4_000;
const DEEPEST = 32;
const MOST_TESTS = 100;
const MOST_VALUES = 100;
const CUSTOM = "field.";

/** Whether a value is this word of the language. */
export function isWord(given: Given, word: string): boolean {
  return !given.quoted && given.text.toLowerCase() === word;
}

/** Reads a filter; what makes no sense is thrown as a `Fault`. */
export function parse(text: string): Expr {
  if ([...text].length > LONGEST) {
    throw new Fault(LONGEST + 1, "long", String(LONGEST));
  }
  return new Parser(spots(text)).whole();
}

class Parser {
  readonly #spots: readonly Spot[];
  #at = 0;
  #tests = 0;

  constructor(all: readonly Spot[]) {
    this.#spots = all;
  }

  whole(): Expr {
    const expr = this.#any(0);
    if (this.#peek().kind !== "end") {
      throw this.#fault(this.#peek().kind === ")" ? "unopened" : "join", "and, or");
    }
    return expr;
  }

  #peek(): Spot {
    return this.#spots[Math.min(this.#at, this.#spots.length - 1)] as Spot;
  }

  #next(): Spot {
    const spot = this.#peek();
    this.#at += 1;
    return spot;
  }

  #fault(code: Fault["code"], about = ""): Fault {
    return new Fault(this.#peek().column, code, about);
  }

  #takes(word: string): boolean {
    const spot = this.#peek();
    const found = spot.kind === "word" && spot.text.toLowerCase() === word;
    this.#at += found ? 1 : 0;
    return found;
  }

  #any(depth: number): Expr {
    const parts = [this.#all(depth)];
    while (this.#takes("or")) {
      parts.push(this.#all(depth));
    }
    return parts.length === 1 ? (parts[0] as Expr) : { any: parts };
  }

  #all(depth: number): Expr {
    const parts = [this.#one(depth)];
    while (this.#takes("and")) {
      parts.push(this.#one(depth));
    }
    return parts.length === 1 ? (parts[0] as Expr) : { all: parts };
  }

  #one(depth: number): Expr {
    if (depth > DEEPEST) {
      throw this.#fault("deep", String(DEEPEST));
    }
    if (this.#takes("not")) {
      return { not: this.#one(depth + 1) };
    }
    if (this.#peek().kind === "(") {
      const opened = this.#next().column;
      const expr = this.#any(depth + 1);
      if (this.#peek().kind !== ")") {
        throw this.#peek().kind === "end"
          ? this.#fault("unclosed", String(opened))
          : this.#fault("join", "and, or, )");
      }
      this.#at += 1;
      return expr;
    }
    this.#tests += 1;
    if (this.#tests > MOST_TESTS) {
      throw this.#fault("many", String(MOST_TESTS));
    }
    return this.#takes("is") ? this.#state() : this.#test();
  }

  /** `is overdue`, `is not overdue`, `is(overdue)` */
  #state(): Expr {
    const negative = this.#takes("not");
    const bracket = this.#peek().kind === "(";
    this.#at += bracket ? 1 : 0;
    const { column } = this.#peek();
    const word = this.#next();
    if (word.kind !== "word") {
      throw new Fault(column, "state");
    }
    if (bracket && this.#next().kind !== ")") {
      throw new Fault(column, "one_state");
    }
    const is: Expr = { is: word.text.toLowerCase(), column };
    return negative ? { not: is } : is;
  }

  #test(): Expr {
    const spot = this.#peek();
    if (spot.kind !== "word") {
      throw this.#fault("field");
    }
    this.#at += 1;
    const name = spot.text.toLowerCase();
    const field = FIELD_NAMES.find(one => one === name);
    if (!field && !name.startsWith(CUSTOM)) {
      throw new Fault(spot.column, "no_field", spot.text);
    }
    const custom = field ? undefined : this.#custom(spot);
    const about = { ...(field ? { field } : { custom: custom as string }), fieldColumn: spot.column };
    const { column } = this.#peek();
    if (this.#takes("is")) {
      const compare = this.#takes("not") ? "!=" : "=";
      const given = this.#peek();
      if (given.kind !== "word" || given.text.toLowerCase() !== "null") {
        throw this.#fault("null");
      }
      return { test: { ...about, compare, column, values: [this.#value()] } };
    }
    const compare = this.#compare(field);
    const values = compare === "in" || compare === "not-in" ? this.#list() : [this.#value()];
    return { test: { ...about, compare, column, values } };
  }

  /** What stands after `field.`: a bare word in the same token, or a text in quotes right behind it. */
  #custom(spot: Spot): string {
    const rest = spot.text.slice(CUSTOM.length);
    if (rest !== "") {
      return rest;
    }
    const behind = spot.column + CUSTOM.length;
    const next = this.#peek();
    if (next.kind !== "quoted" || next.column !== behind || next.text === "") {
      throw new Fault(behind, "custom_name");
    }
    this.#at += 1;
    return next.text;
  }

  /** What a custom field takes is known once it is found. */
  #compare(field: FieldName | undefined): Compare {
    const { column } = this.#peek();
    const takes = field ? TAKES[FIELDS[field].shape] : TAKES.rank.concat("~");
    const spot = this.#next();
    const word = spot.text.toLowerCase();
    let found: Compare | undefined;
    if (spot.kind === "operator") {
      found = spot.text as Compare;
    } else if (spot.kind === "word") {
      if (word === "in" || word === "not-in") {
        found = word;
      } else if (word === "not" && this.#takes("in")) {
        found = "not-in";
      }
    }
    if (!found || !takes.includes(found)) {
      throw new Fault(column, "operator", operators(takes));
    }
    return found;
  }

  #list(): Given[] {
    if (this.#peek().kind !== "(") {
      throw this.#fault("list");
    }
    this.#at += 1;
    const values = [this.#value()];
    for (;;) {
      const { kind } = this.#peek();
      if (kind === "," && values.length === MOST_VALUES) {
        throw this.#fault("values", String(MOST_VALUES));
      }
      if (kind === ")") {
        this.#at += 1;
        return values;
      }
      if (kind !== ",") {
        throw this.#fault("list_goes_on");
      }
      this.#at += 1;
      values.push(this.#value());
    }
  }

  #value(): Given {
    const { kind, text, column } = this.#peek();
    if (kind !== "word" && kind !== "quoted") {
      throw this.#fault("value");
    }
    this.#at += 1;
    return { text, quoted: kind === "quoted", column };
  }
}
