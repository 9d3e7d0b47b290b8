/** Milliseconds that PagerDuty, or a page that sends, may be silent: a page waits for ten seconds. */
export const PATIENCE = 8000;
