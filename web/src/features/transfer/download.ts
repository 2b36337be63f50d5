import { NoAnswer, readProblem } from "../../api/problems.ts";
import { session } from "../../app/server.ts";

/**
 * Fetches a file and hands it to the browser. A link could not: files are for who is signed in, and access tokens do
 * not belong into addresses.
 */
export async function download(path: string, name: string): Promise<void> {
  const ask = async (bearer: string) => {
    try {
      return await fetch(`/api/v1${path}`, { headers: { authorization: `Bearer ${bearer}` } });
    } catch (error) {
      throw new NoAnswer(error);
    }
  };
  const bearer = await session.bearer();
  let answer = await ask(bearer);
  if (answer.status === 401) {
    answer = await ask(await session.refresh(bearer));
  }
  if (!answer.ok) {
    throw await readProblem(answer);
  }
  const url = URL.createObjectURL(await answer.blob());
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  // The browser has begun to keep it by then.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
