/*! pdjsobj 3.0.0 | MIT License */
/**
 * The one kind of error that calls end in: a promise rejects with it and an `error` callback gets the same object.
 * It reads as the errors of both PDJS generations did: `status`, `responseText` and `responseJSON` as with jQuery,
 * `error`, `message` and `errors` as in PagerDuty's answer itself.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
class PDJSError extends Error {
    /** `"PDJSError"`. */
    name = 'PDJSError';
    /** PagerDuty's own message where it sent one, otherwise ours. */
    message;
    constructor({ code, message, answer, request, attempts = 0, retryAfter = 0, cause }) {
        const said = code === 'http' && answer?.json ? answer.json : { error: { message, errors: [message] }, errors: [message] };
        const text = [said.message, said.error?.message].find((value) => typeof value === 'string') ?? message;
        super(text, cause === undefined ? undefined : { cause });
        this.message = text;
        this.code = code;
        this.status = answer?.status ?? 0;
        this.statusText = answer?.statusText ?? '';
        this.responseText = answer?.text ?? '';
        this.responseJSON = answer?.json;
        this.error = said.error;
        this.errors = said.errors;
        this.attempts = attempts;
        this.retryAfter = retryAfter;
        this.request = request;
    }
}
/** The error for params or options that cannot be sent. */
const invalid = (message) => new PDJSError({ code: 'invalid_params', message });

export { PDJSError, invalid };
//# sourceMappingURL=errors.mjs.map
