import type { Compare } from "./fields.ts";

/** What is wrong with a filter; the words for it are in the catalogs. */
export type FaultCode =
  | "bang"
  | "quote"
  | "long"
  | "deep"
  | "many"
  | "join"
  | "unopened"
  | "unclosed"
  | "state"
  | "one_state"
  | "states"
  | "field"
  | "no_field"
  | "custom_name"
  | "no_custom"
  | "null"
  | "null_order"
  | "operator"
  | "list"
  | "list_goes_on"
  | "values"
  | "value"
  | "name"
  | "category"
  | "priority"
  | "date"
  | "day"
  | "due_instant"
  | "number"
  | "whole"
  | "words"
  | "option";

/** A place in the text, counted in characters from 1, and what was expected there. */
export class Fault extends Error {
  readonly column: number;
  readonly code: FaultCode;
  readonly about: string;

  constructor(column: number, code: FaultCode, about = "") {
    super(`Column ${column}: ${code} ${about}`);
    this.column = column;
    this.code = code;
    this.about = about;
  }
}

export function operators(takes: readonly Compare[]): string {
  return takes.join(", ");
}
