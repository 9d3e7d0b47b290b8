// Reads bodies up to a size limit.
import { Refusal } from './answer.js';

const MAX_BYTES = 65_536;

/**
 * Reads a body as text.
 * @param signal aborted when the body is no longer needed: cancels the rest
 * @param status the refusal's status if the body is too long
 * @throws Refusal, or any error of reading
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
