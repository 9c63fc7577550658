export { checkAll } from './all';
export { check } from './check';
export { expectClose, type Tolerance } from './compare';
export { exercise, notebookSpec } from './exercise';
export type { Exercise, Functions, Mistake, NotebookSpec, Remote, RemoteFunction, Test } from './exercise';
