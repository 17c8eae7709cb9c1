// What a page's script lends to those that read code, lent here before they are imported.
import { decodeNumbers, placeOf, planFor, sizeOf } from '../../helpers/live/static/graph.js';
import { shown } from '../../helpers/live/static/numbers.js';

globalThis.holaKit = { decodeNumbers, placeOf, planFor, sizeOf, shown };
