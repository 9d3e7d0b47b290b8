import { describe } from 'vitest';
import { cases } from './cases.js';
import { platforms } from './platforms.js';

// They wait more than they compute.
describe.concurrent.each(platforms)('The relay of docs/relay.md: $section', cases);
