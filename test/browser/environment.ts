// Node, where what a worker has started is stopped when it has no more files to run.
import type { Environment } from 'vitest/runtime';

declare global {
  /** Adds to what a worker does at its end. */
  var atEnd: (stop: () => Promise<unknown>) => void;
}

export default {
  name: 'browser',
  viteEnvironment: 'ssr',
  setup() {
    const stops: (() => Promise<unknown>)[] = [];
    globalThis.atEnd = (stop) => {
      stops.push(stop);
    };
    return {
      async teardown() {
        await Promise.all(stops.map((stop) => stop()));
      },
    };
  },
} satisfies Environment;
