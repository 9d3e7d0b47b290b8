/*! pdjsobj 3.0.0 | MIT License */
export { PDJSobj, PDJSobj as default } from './PDJSobj.mjs';
export { PDJSError } from './errors.mjs';
//# sourceMappingURL=pdjs.mjs.map
