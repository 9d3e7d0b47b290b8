// Installs the bundlers, compilers and engines that the package's consumers use.
import { install } from './consumer.js';

install();
