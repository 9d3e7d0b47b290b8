// Bodies, read no further than they may be long.
import { Refusal } from './answer.js';

const MAX_BYTES = 65_536;

/**
 * A body as text.
 * @param signal aborted when nobody waits for it any longer
 * @throws Refusal with status 413 where it is too long; whatever reading throws
 */
export async function textOf({ body }: Request | Response, signal: AbortSignal): Promise<string> {
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for await (const chunk of body ?? []) {
    bytes += chunk.length;
    if (bytes > MAX_BYTES || signal.aborted) throw new Refusal(413, 'Too many bytes');
    text += decoder.decode(chunk, { stream: true });
  }
  return text;
}
