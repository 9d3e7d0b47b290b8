import { useEngine } from '../support.js';

/** The stage of all files here: one, so that what is done around each test is done once. */
export const stage = useEngine();
