/** saddlepoint-course: what makes notebooks a course. Notebooks import `check`; specs import `exercise`. */
export {};
