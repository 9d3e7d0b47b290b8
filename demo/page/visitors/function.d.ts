// The built modules as functions, see rollup.function.mjs.

declare module '*/dist/pdjs.min.mjs?function' {
  export default function load(timers: import('./timers.js').Timers): typeof import('../../../dist/pdjs.mjs');
}

declare module '*/dist/relay.mjs?function' {
  export default function load(timers: import('./timers.js').Timers): typeof import('../../../dist/relay.mjs');
}
