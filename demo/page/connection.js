import { fetchUnlessOffline } from './switches.js';
import { logged } from './wire-log.js';

const STAND_IN = { eventsUrl: location.origin, apiUrl: location.origin };

/**
 * Puts a `PDJSobj` in place that reaches the stand-in unless it names a `server`, logs what goes over the wire, and tells of events.
 * @param onCall called with the params of an event
 * @param onAccepted called with PagerDuty's answer to one, also where an earlier page has left it in the outbox
 * @param onFailure called with the PDJSError that an event ended in
 */
export function connect({ onCall, onAccepted, onFailure }) {
  const told = (params, outcome) => {
    onCall(params);
    outcome.catch(onFailure);
    return outcome;
  };

  window.PDJSobj = class extends window.PDJSobj {
    constructor(options = {}) {
      super({ ...(options.server ? {} : STAND_IN), fetch: logged(fetchUnlessOffline), ...options });
    }

    // `trigger`, `acknowledge` and `resolve` come through here.
    event(params) {
      return told(params, super.event(params));
    }

    change(params) {
      return told(params, super.change(params));
    }

    sendRequest(request) {
      const outcome = super.sendRequest(request);
      const isEvent = Boolean(request.api);
      if (isEvent) outcome.then(onAccepted, () => undefined);
      return outcome;
    }

    // For an event that an earlier page has left in the outbox, nobody else hears of a failure.
    error_function(error, params) {
      onFailure(error);
      super.error_function(error, params);
    }
  };
}
