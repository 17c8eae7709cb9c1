// @ts-check
/** What a page loads, as a classic script: its figures come alive once it is parsed. */

import { whenParsed } from './dom.js';
import { start } from './main.js';

whenParsed(start);
