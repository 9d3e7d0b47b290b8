// What is tested in every engine, in one file, so that each engine starts once. `-t` picks a theme.
import './changed-page.js';
import './connections.js';
import './demo.js';
import './events.js';
import './leaves-in-the-call.js';
import './loaders.js';
import './outbox.js';
import './rest.js';
