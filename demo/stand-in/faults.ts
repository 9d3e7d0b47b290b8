import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import { z } from 'zod';

export const faultSchema = z.discriminatedUnion('kind', [
  /** Answers with this status, these headers (`Retry-After`, say) and this body, and does nothing. */
  z.object({
    kind: z.literal('status'),
    status: z.int().min(200).max(599),
    headers: z.record(z.string(), z.string()).optional(),
    body: z.string().optional(),
  }),
  /** Drops the connection and does nothing. */
  z.object({ kind: z.literal('drop') }),
  /** Takes the event, then drops the connection: the sender cannot know. */
  z.object({ kind: z.literal('lost_answer') }),
  /** Answers as usual, this many milliseconds later. */
  z.object({ kind: z.literal('delay'), ms: z.number().min(0).max(600_000) }),
  /** Never answers. */
  z.object({ kind: z.literal('silence') }),
]);

/** What goes wrong with one request. */
export type Fault = z.infer<typeof faultSchema>;

const FAULT_BODY = JSON.stringify({ status: 'fault', message: 'A fault on demand', errors: [] });

/** Lets a request meet its fault. */
export async function meetWith(fault: Fault, c: Context, next: () => Promise<void>): Promise<Response | undefined> {
  switch (fault.kind) {
    case 'status':
      return new Response((fault.body ?? FAULT_BODY) || null, {
        status: fault.status,
        headers: { 'Content-Type': 'application/json', ...fault.headers },
      });
    case 'delay':
      await new Promise((resolve) => setTimeout(resolve, fault.ms));
      await next();
      return undefined;
    case 'silence':
      return new Promise((_, reject) => {
        const { signal } = c.req.raw;
        const abandon = () => {
          reject(signal.reason as Error);
        };
        if (signal.aborted) abandon();
        signal.addEventListener('abort', abandon);
      });
    case 'lost_answer':
      await next();
      return drop(c);
    case 'drop':
      return drop(c);
  }
}

/** Over HTTP the socket goes away; in-process the call fails as `fetch` does. */
export function drop(c: Context): Response {
  const { incoming } = (c.env ?? {}) as Partial<HttpBindings>;
  if (!incoming) throw new TypeError('Failed to fetch');
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
