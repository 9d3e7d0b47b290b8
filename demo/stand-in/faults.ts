import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { Context } from 'hono';
import * as z from 'zod/mini';

/** What goes wrong with one request. */
export type Fault =
  /** Answers with this status, these headers (`Retry-After`, say) and this body, and does nothing. */
  | { kind: 'status'; status: number; headers?: Record<string, string> | undefined; body?: string | undefined }
  /** Drops the connection and does nothing. */
  | { kind: 'drop' }
  /** Takes the event, then drops the connection: the sender cannot know. */
  | { kind: 'lost_answer' }
  /** Answers as usual, this many milliseconds later. */
  | { kind: 'delay'; ms: number }
  /** Never answers. */
  | { kind: 'silence' };

export const faultSchema: z.ZodMiniType<Fault> = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('status'),
    status: z.int().check(z.minimum(200), z.maximum(599)),
    headers: z.optional(z.record(z.string(), z.string())),
    body: z.optional(z.string()),
  }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('lost_answer') }),
  z.object({ kind: z.literal('delay'), ms: z.number().check(z.minimum(0), z.maximum(600_000)) }),
  z.object({ kind: z.literal('silence') }),
]);

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

/** What `@hono/node-server` hands over beside a request; in-process there is nothing. */
interface NodeBindings {
  incoming?: { socket: { destroy(): void } };
}

/** Over HTTP the socket goes away; in-process the call fails as `fetch` does. */
export function drop(c: Context): Response {
  const { incoming } = (c.env ?? {}) as NodeBindings;
  if (!incoming) throw new TypeError('Failed to fetch');
  incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
}
