// @ts-check
/** What JupyterLab loads: a module in the form that anywidget asks for. */

import * as drawings from './drawings.js';
import { render } from './main.js';
import { pullView } from './view-pull.js';
import { addViews } from './views.js';

addViews({ ...drawings, pull: pullView });
export default { render };
