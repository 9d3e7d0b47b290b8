// What an ES module writes: the class by default and by name, the types, a subclass.
import PDJSobj, { PDJSError, PDJSobj as Named, type EventParams, type EventV1Result, type PDJSRequest } from 'pdjsobj';
import { relay, type RelayOptions, type RelayReport } from 'pdjsobj/relay';

class Traced extends PDJSobj {
  readonly urls: string[] = [];
  override sendRequest(request: PDJSRequest): Promise<unknown> {
    this.urls.push(String(request.url));
    return super.sendRequest(request);
  }
}

const event: EventParams = { service_key: 'KEY', incident_key: 'checkout', details: { basket: 3 } };
export const pdjs: Named = new Traced({ token: 'TOKEN', retry: { limit: 2 }, outbox: true });
export const answer: EventV1Result = await pdjs.trigger({ service_key: 'KEY' });
export const again: Promise<unknown> = pdjs.trigger(event).catch((error: unknown) => {
  if (error instanceof PDJSError && error.code === 'http') return error.status.toFixed();
  throw error;
});
for await (const incident of pdjs.paginate<{ id: string }>({ res: 'incidents' })) incident.id.toUpperCase();
const { users } = await pdjs.get('users');
for (const user of users) user.name.toUpperCase();

// @ts-expect-error an event needs a key
void pdjs.trigger({ description: 'Checkout is down' });
// @ts-expect-error no such code
export const wrong = (error: PDJSError) => error.code === 'htpp';

const reports: RelayReport[] = [];
const options: RelayOptions<[{ address: string }]> = {
  keys: { checkout: 'KEY' },
  origins: ['https://shop.example'],
  client: (_, { address }) => address,
  onForward: (report) => reports.push(report),
};
export const served: Promise<Response> = relay(options)(new Request('https://relay.shop.example'), { address: '192.0.2.1' });
// What the server hands over is taken from what `client` takes.
relay({ ...options, client: (_request: Request, info: { host: string }) => info.host }) satisfies (
  request: Request,
  info: { host: string },
) => Promise<Response>;
// @ts-expect-error a client is asked for
relay({ keys: { checkout: 'KEY' }, origins: ['https://shop.example'] });
