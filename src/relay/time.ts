// A time limit that stays below a page's own.

/** Milliseconds to wait for PagerDuty's answer or a page's body. The page itself waits ten seconds. */
export const PATIENCE = 8000;
