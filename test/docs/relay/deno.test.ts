import { cases } from './cases.js';
import { deno } from './platforms.js';

cases(deno);
