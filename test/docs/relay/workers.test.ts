import { cases } from './cases.js';
import { workers } from './platforms.js';

cases(workers);
