// @ts-check
// npm start: prepares this machine, then opens JupyterLab on notebooks/.
import './node-version.mjs';

import('./door.mjs').then(({ start }) => start(process.argv.slice(2)));
