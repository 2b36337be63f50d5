import { useEffect } from "react";

let name = "TaskFlow";
let before = "";

/** What stands before every title: how much is unread. */
export function leadTitle(text: string): void {
  before = text;
  document.title = before + name;
}

/** Names the page in the browser's tab. */
export function useTitle(...parts: (string | undefined)[]): void {
  const title = [...parts.filter(Boolean), "TaskFlow"].join(" · ");
  useEffect(() => {
    name = title;
    leadTitle(before);
  }, [title]);
}
