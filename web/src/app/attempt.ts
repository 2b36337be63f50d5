import { toast } from "../ui/toast.ts";
import { explained } from "./explain.ts";

/** Does it; a refusal is told in the corner. True when it was done. */
export async function attempt(work: () => Promise<unknown>, done?: string): Promise<boolean> {
  try {
    await work();
    if (done) {
      toast({ text: done, tone: "success" });
    }
    return true;
  } catch (error) {
    toast({ text: await explained(error), tone: "danger" });
    return false;
  }
}
