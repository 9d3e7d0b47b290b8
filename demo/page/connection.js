// The page's `PDJSobj`: it reaches the stand-in, shows what goes over the wire, and tells of its events.
import { accept, addCall, fail, leftEvent } from './events.js';
import { ORIGIN } from './stand-in.js';
import { reachUnlessOffline } from './switches.js';
import { logged } from './wire-log.js';

/** An outbox of the demo's own: pages opened from disk share their storage. */
const toStandIn = ({ outbox }) => ({ eventsUrl: ORIGIN, apiUrl: ORIGIN, ...(outbox === true && { outbox: { name: 'demo' } }) });

/**
 * Puts the page's class in place of `window.PDJSobj`, for the page itself, for the code that it shows and for the console. It talks to
 * the stand-in unless its options name a `server`.
 */
export function connect() {
  window.PDJSobj = class extends window.PDJSobj {
    constructor(options = {}) {
      super({ fetch: logged(reachUnlessOffline), ...options, ...(options.server ? {} : toStandIn(options)) });
    }

    // `trigger`, `acknowledge` and `resolve` come through here.
    event(params) {
      return noted(this, params?.event_type || 'trigger', params, () => super.event(params));
    }

    change(params) {
      return noted(this, 'change', params, () => super.change(params));
    }

    // Nobody else hears of the failure of an event that an earlier page has left in the outbox.
    error_function(error, params) {
      const event = leftEvent(params.data);
      if (event) fail(event, error);
      super.error_function(error, params);
    }
  };
}

/** Makes a call, and notes it and its end. */
function noted({ eventsUrl, outbox }, action, params, call) {
  const event = addCall({ ...params }, { action, isStored: Boolean(outbox), isLive: eventsUrl !== ORIGIN });
  const outcome = call();
  outcome.then(
    () => accept(event),
    (error) => fail(event, error),
  );
  return outcome;
}
