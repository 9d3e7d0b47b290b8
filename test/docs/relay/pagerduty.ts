import { listen } from '../../../demo/listen.js';
import { StandIn } from '../../../demo/stand-in/stand-in.js';

/** A stand-in for PagerDuty over HTTP, which keeps a test's requests waiting. */
export interface PagerDuty {
  url: string;
  standIn: StandIn;
  /** The events that came with this text in them. */
  got(text: string): Record<string, unknown>[];
  /** Keeps the next request with this text in it waiting until `release`; `held` resolves when it has come. */
  hold(text: string): { held: Promise<void>; release: () => void };
  close(): Promise<void>;
}

export async function startPagerDuty(): Promise<PagerDuty> {
  const standIn = new StandIn();
  const holds = new Map<string, () => Promise<void>>();
  const hold = (text: string) => {
    let release: () => void = () => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held = new Promise<void>((resolve) => {
      holds.set(text, () => {
        resolve();
        return released;
      });
    });
    return { held, release };
  };
  const listener = await listen(async (request, env) => {
    const body = await request.clone().text();
    const [text] = [...holds.keys()].filter((text) => body.includes(text));
    const holding = holds.get(text ?? '');
    holds.delete(text ?? '');
    await holding?.();
    return standIn.fetch(request, env);
  }, 0);
  const got = (text: string) =>
    standIn.requests.filter(({ body }) => body.includes(text)).map(({ body }) => JSON.parse(body) as Record<string, unknown>);
  return { url: `http://127.0.0.1:${listener.port}`, standIn, got, hold, close: () => listener.close() };
}
