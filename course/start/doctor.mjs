// @ts-check
// npm run doctor: what is installed here and what is wrong with it, in Markdown for a bug report.
import './node-version.mjs';

import('./door.mjs').then(({ doctor }) => doctor());
