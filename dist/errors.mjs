/*! pdjsobj 3.0.0 | MIT License */
// What calls fail with.
/**
 * The error of every failed call. The promise rejects with it, and the `error` callback gets the same object.
 * Its fields are those of both PDJS generations: `status`, `responseText` and `responseJSON` from jQuery; `error`, `message` and
 * `errors` from PagerDuty's answer.
 *
 * @example
 * pdjs.trigger(event).catch((error) => {
 *   if (error instanceof PDJSError && error.code === 'http') console.log(error.status, error.errors)
 * })
 */
class PDJSError extends Error {
    /** `"PDJSError"`. */
    name = 'PDJSError';
    /** PagerDuty's message, or ours if it sent none. */
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
/** The error for invalid params or options. */
const invalid = (message) => new PDJSError({ code: 'invalid_params', message });

export { PDJSError, invalid };
//# sourceMappingURL=errors.mjs.map
