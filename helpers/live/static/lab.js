// @ts-check
/** What JupyterLab loads: a module in the form that anywidget asks for. */

import { drawings } from './drawings.js';
import { render } from './main.js';
import { addViews } from './views.js';

addViews(drawings);
export default { render };
