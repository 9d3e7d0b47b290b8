import { cases } from './cases.js';
import { durableObject } from './platforms.js';

cases(durableObject);
