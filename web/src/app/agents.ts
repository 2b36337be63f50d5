const BROWSERS = [
  [/Edg\//, "Edge"],
  [/OPR\//, "Opera"],
  [/Firefox\//, "Firefox"],
  [/Chrom(e|ium)\//, "Chrome"],
  [/Safari\//, "Safari"],
] as const;

const SYSTEMS = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/Linux/, "Linux"],
] as const;

/** What a `User-Agent` tells people: browser and system. */
export function browserOf(agent: string): { name: string; phone: boolean } {
  const find = (list: readonly (readonly [RegExp, string])[]) => list.find(([sign]) => sign.test(agent))?.[1];
  const known = [find(BROWSERS), find(SYSTEMS)].filter(Boolean).join(" · ");
  return { name: known || (agent.split("/")[0] ?? ""), phone: /Android|iPhone/.test(agent) };
}
