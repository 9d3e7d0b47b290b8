// Installs the bundlers and compilers that the package's consumers use.
import { install } from './consumer.js';

install();
