// @ts-check
// npm test: prepares this machine, then lint, format, types and mocha, which gets this command's arguments.
import './node-version.mjs';

import('./door.mjs').then(({ test }) => test(process.argv.slice(2)));
