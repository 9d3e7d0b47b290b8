import { cases } from './cases.js';
import { node } from './platforms.js';

cases(node);
