// What a CommonJS module writes: the class, which carries the rest, the types among it, and a subclass.
import PDJSobj = require('pdjsobj');
import { PDJSError, type EventParams } from 'pdjsobj';

class Traced extends PDJSobj {
  readonly urls: string[] = [];
  override sendRequest(request: PDJSobj.PDJSRequest): Promise<unknown> {
    this.urls.push(String(request.url));
    return super.sendRequest(request);
  }
}

const event: EventParams = { service_key: 'KEY', incident_key: 'checkout', details: { basket: 3 } };
const pdjs: PDJSobj = new Traced({ token: 'TOKEN', retry: { limit: 2 }, outbox: true });
const answer: Promise<PDJSobj.EventV1Result> = pdjs.trigger({ service_key: 'KEY' });
const again: Promise<unknown> = pdjs.trigger(event).catch((error: unknown) => {
  if (error instanceof PDJSError && error instanceof PDJSobj.PDJSError) return error.status.toFixed();
  throw error;
});
const named: typeof PDJSobj.PDJSobj = Traced;

// @ts-expect-error an event needs a key
void pdjs.trigger({ description: 'Checkout is down' });
// @ts-expect-error no such code
const wrong = (error: PDJSError) => error.code === 'htpp';

export = { answer, again, named, wrong };
