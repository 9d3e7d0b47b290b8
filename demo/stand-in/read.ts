import type { Context } from 'hono';
import type * as z from 'zod/mini';

/** A request's JSON body, or what is wrong with it. */
export async function read<Body>(
  c: Context,
  schema: z.ZodMiniType<Body>,
  maxBytes = Infinity,
): Promise<Body | { errors: string[] }> {
  const text = await c.req.text();
  if (new TextEncoder().encode(text).length > maxBytes) return { errors: [`Event is larger than ${maxBytes / 1024} KB`] };
  const body = parsed(text);
  if (body === undefined) return { errors: ['JSON parse error'] };
  const { data, error } = schema.safeParse(body);
  return error ? { errors: error.issues.map((issue) => `${issue.path.join('.') || 'body'} ${issue.message}`) } : data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
