/** How long an answer is kept for the next question. */
const KEPT_MS = 30_000;

/**
 * A memory of the last answer alone, for half a minute: a slider, or choosing what to compare, asks for the same past many times.
 *
 * @param mayKeep  Whether an answer is small enough to be kept.
 * @returns        What answers a question: by the answer kept where the key is the same, else anew. The key must hold everything that the answer hangs
 *                 on, the workspace and the customers seen among it.
 */
export function lastAnswer<Answer>(
  mayKeep: (answer: Answer) => boolean = () => true,
): (key: string, now: number, answer: () => Promise<Answer>) => Promise<Answer> {
  let kept: { readonly key: string; readonly at: number; readonly answer: Answer } | null = null;
  return async (key, now, answer) => {
    if (kept !== null && kept.key === key && now - kept.at < KEPT_MS) return kept.answer;
    const found = await answer();
    kept = mayKeep(found) ? { key, at: now, answer: found } : null;
    return found;
  };
}
