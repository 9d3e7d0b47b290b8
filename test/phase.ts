// How a part of the test run is reported: a line with its sign and its time.

/** A sign, a name, and the seconds since `started`, which is what `performance.now()` gave then. */
export function line(passed: boolean, name: string, started: number): string {
  const seconds = ((performance.now() - started) / 1000).toFixed(1).padStart(6);
  return `${passed ? '✓' : '✗'} ${name.padEnd(40)}${seconds} s`;
}
