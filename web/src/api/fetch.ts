/** A network that is only half there takes requests and answers none: after this long there is no answer. */
const SILENT_MS = 30_000;

/** `fetch` that waits so long for an answer to begin; what the answer brings may take its time. */
export async function fetchSoon(url: string, init: RequestInit): Promise<Response> {
  const silent = new AbortController();
  const timer = setTimeout(() => silent.abort(), SILENT_MS);
  const { signal } = silent;
  try {
    return await fetch(url, {
      ...init,
      signal: init.signal ? AbortSignal.any([init.signal, signal]) : signal,
    });
  } finally {
    clearTimeout(timer);
  }
}
