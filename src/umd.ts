// What a script tag and require() get: the class, which carries the package's other exports.
import { PDJSobj, PDJSError } from './index.js';

export default Object.assign(PDJSobj, { PDJSobj, PDJSError });
