// Bodies, read no further than they may be long.
import { Refusal } from './answer.js';

const MAX_BYTES = 65_536;

/**
 * A body as text.
 * @param signal aborted when nobody waits for it any longer: what is left of it is let go
 * @param status of the refusal where it is too long
 * @throws Refusal; whatever reading throws
 */
export async function textOf({ body }: Request | Response, signal: AbortSignal, status: number): Promise<string> {
  if (!body) return '';
  const reader = body.getReader();
  signal.onabort = () => reader.cancel().catch(() => undefined);
  const decoder = new TextDecoder();
  let bytes = 0;
  let text = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text;
    bytes += value.length;
    if (bytes > MAX_BYTES) throw new Refusal(status, 'Too many bytes');
    text += decoder.decode(value, { stream: true });
  }
}
