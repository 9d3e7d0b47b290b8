// Installs them before the tests that need them.
export { install as default } from './consumer.js';
