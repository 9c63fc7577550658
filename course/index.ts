/** saddlepoint-course: what makes notebooks a course. A notebook imports `check`; a spec imports the rest. */
export * from './check';
