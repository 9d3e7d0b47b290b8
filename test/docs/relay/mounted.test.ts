import { cases } from './cases.js';
import { mounted } from './platforms.js';

cases(mounted);
