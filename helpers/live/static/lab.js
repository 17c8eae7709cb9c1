// @ts-check
/** What JupyterLab loads: a module in the form that anywidget asks for. */

import { render } from './main.js';

export default { render };
