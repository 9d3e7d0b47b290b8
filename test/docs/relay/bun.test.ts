import { cases } from './cases.js';
import { bun } from './platforms.js';

cases(bun);
