/** saddlepoint-course: what makes notebooks a course. A notebook imports `check`; a spec imports the rest. */
export * from './check';

import { repairShorthand } from './check/kernel';

repairShorthand();
