import type { CustomField } from "../../api/types.ts";
import { read } from "./calendar.ts";
import {
  any,
  asciiLower,
  asId,
  holds,
  type Known,
  nullOnly,
  numberOf,
  order,
  type Subject,
  type Test,
  wordsOf,
} from "./check.ts";
import { Fault, operators } from "./fault.ts";
import { CUSTOM_SHAPES, TAKES } from "./fields.ts";
import { type Comparison, type Given, isWord } from "./parse.ts";

/** Comparisons with custom fields. One name may stand for fields of several projects: a task is found by any of them. */
export function testCustom(test: Comparison, name: string, known: Known): Test {
  const fields = known.fields(name.toLowerCase());
  if (fields.length === 0) {
    throw new Fault(test.fieldColumn, "no_custom", name);
  }
  return any(test, given => {
    if (isWord(given, "null")) {
      nullOnly(test, given);
      return subject => fields.every(field => valueIn(subject, field) == null);
    }
    return oneOf(test, given, fields, known);
  });
}

function valueIn({ task }: Subject, field: CustomField): unknown {
  return (task.custom_fields as Record<string, unknown> | undefined)?.[field.id];
}

/** Any of the fields that can have such a value. */
function oneOf(test: Comparison, given: Given, fields: readonly CustomField[], known: Known): Test {
  const tests: Test[] = [];
  let fault: unknown;
  for (const field of fields) {
    try {
      const fits = wanted(test, given, field, known);
      tests.push(subject => {
        const value = valueIn(subject, field);
        return value != null && fits(value);
      });
    } catch (wrong) {
      fault ??= wrong;
    }
  }
  if (tests.length === 0) {
    throw fault;
  }
  return subject => tests.some(one => one(subject));
}

function wanted(
  test: Comparison,
  given: Given,
  field: CustomField,
  known: Known,
): (value: unknown) => boolean {
  const takes = TAKES[CUSTOM_SHAPES[field.type]];
  if (!takes.includes(test.compare)) {
    throw new Fault(test.column, "operator", operators(takes));
  }
  switch (field.type) {
    case "text":
    case "url": {
      const words = wordsOf(given);
      return value => {
        const text = asciiLower(String(value));
        return test.compare === "~" ? text.includes(words) : text === words;
      };
    }
    case "number": {
      const number = numberOf(given);
      return value => holds(test.compare, order(Number(value), number));
    }
    case "date": {
      const when = read(given, known.calendar);
      if ("at" in when) {
        throw new Fault(given.column, "day");
      }
      return value => holds(test.compare, order(String(value), when.day));
    }
    case "select":
    case "multi_select":
      return among(optionOf(given, field));
    case "person":
      return among(peopleOf(given, known));
  }
}

function among(ids: readonly string[]): (value: unknown) => boolean {
  return value => (Array.isArray(value) ? value : [value]).some(one => ids.includes(String(one)));
}

function optionOf(given: Given, field: CustomField): readonly string[] {
  const name = given.text.toLowerCase();
  const id = field.options.find(option => option.name.toLowerCase() === name)?.id ?? asId(given.text);
  if (id === undefined) {
    throw new Fault(given.column, "option", field.options.map(option => option.name).join(", "));
  }
  return [id];
}

function peopleOf(given: Given, known: Known): readonly string[] {
  const found = isWord(given, "me") ? [known.me] : known.ids("person", given.text.toLowerCase());
  const id = found.length === 0 ? asId(given.text) : undefined;
  if (found.length === 0 && id === undefined) {
    throw new Fault(given.column, "name", "person");
  }
  return id === undefined ? found : [id];
}
