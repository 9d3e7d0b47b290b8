export { PDJSobj, PDJSobj as default } from './PDJSobj.js';
export { PDJSError } from './errors.js';
export type { FailedRequest, PDJSErrorCode } from './errors.js';
export type * from './types.js';
