export { forward } from './forward';
export { descend, variables } from './descend';
