// @ts-check
// npm run similarity -- SUBMISSIONS --assignment NN-topic: Dolos' core is an ES module, which CommonJS cannot load on
// every Node 20, so this door hands it to the compiled course.
import * as dolos from '@dodona/dolos-core';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const { similarity } = require('../dist/course/similarity/command.js');
process.exitCode = similarity(process.argv.slice(2), dolos);
