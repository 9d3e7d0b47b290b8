// Installs the browsers that are missing, where that needs no question.
import { install } from './installed.js';

install();
