import type { ComponentProps } from "react";
import { SelectField } from "./field.tsx";

/** The time zones that the browser knows, by their IANA names. */
export function ZoneField({ defaultValue, ...rest }: ComponentProps<typeof SelectField>) {
  const zones = Intl.supportedValuesOf("timeZone");
  const given = String(defaultValue ?? "UTC");
  const all = zones.includes(given) ? zones : [given, ...zones];
  return (
    <SelectField defaultValue={given} {...rest}>
      {all.map(zone => (
        <option key={zone}>{zone}</option>
      ))}
    </SelectField>
  );
}
