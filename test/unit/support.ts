import { StandIn } from '../../demo/stand-in/stand-in.js';
import { PDJSobj, type PDJSError, type PDJSOptions } from '../../src/index.js';

/** An instance that talks to a stand-in of its own, in-process, and waits for nothing between attempts. */
export function connected(options: PDJSOptions = {}) {
  const standIn = new StandIn();
  const pdjs = new PDJSobj({ fetch: standIn.fetch, retry: { delay: () => 0 }, ...options });
  return { standIn, pdjs };
}

/** The JSON that the stand-in got last. */
export function lastBody(standIn: StandIn): Record<string, unknown> {
  const request = standIn.requests.at(-1);
  if (!request) throw new Error('Nothing was sent');
  return JSON.parse(request.body) as Record<string, unknown>;
}

/** How a call fails; throws where it does not. */
export async function failureOf(call: Promise<unknown>): Promise<PDJSError> {
  const answer = await call.then(
    (body) => ({ body }),
    (error: unknown) => ({ error: error as PDJSError }),
  );
  if ('error' in answer) return answer.error;
  throw new Error(`Expected a failure, got ${JSON.stringify(answer.body)}`);
}

/** Params as a page without types gives them. */
export const untyped = (params: unknown): never => params as never;
