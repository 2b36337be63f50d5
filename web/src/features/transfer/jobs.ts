import { useEffect } from "react";
import type { components } from "../../api/schema";
import { type Asked, useAsked } from "../../app/asked.ts";

type Schemas = components["schemas"];

export type ImportJob = Schemas["ImportJob"];
export type ExportJob = Schemas["ExportJob"];
export type JobState = Schemas["JobState"];
export type Mapping = Schemas["Mapping"];
export type Report = Schemas["Report"];

const AGAIN_MS = 400;

/** A job as it is now: asked again and again while it runs. */
export function useJob<T extends { readonly state: JobState }>(path: string): Asked<T> {
  const asked = useAsked<T>(path);
  const { data, reload } = asked;
  useEffect(() => {
    if (data?.state !== "running") {
      return;
    }
    const timer = setTimeout(reload, AGAIN_MS);
    return () => clearTimeout(timer);
  }, [data, reload]);
  return asked;
}
