import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Exercise, NotebookSpec } from './exercise';

/** Where the course's own specs lie, compiled. */
export const SPECS = join(__dirname, '..', '..', 'test', 'exercises');

/** The notebooks of a folder that have a spec, in order: ["04-em", "11-dcgan"] */
export function specNames(folder = SPECS): string[] {
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).map((file) => /^(\d\d-[a-z0-9-]+)\.spec\.[jt]s$/.exec(file)?.[1]);
  return names.filter((name): name is string => name !== undefined).sort();
}

/** The spec of one notebook. @throws Error that names the specs there are */
export function loadSpec(notebook: string, folder = SPECS): NotebookSpec {
  if (!specNames(folder).includes(notebook)) {
    throw new Error(`There is no spec for ${notebook}; there is one for: ${specNames(folder).join(', ') || 'none'}.`);
  }
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- the name is known only now
  return (require(join(folder, `${notebook}.spec`)) as { default: NotebookSpec }).default;
}

/** The exercise with this id, "04.1". @throws Error that names the exercises there are */
export function findExercise(id: string, folder = SPECS): Exercise {
  const notebook = specNames(folder).find((name) => name.slice(0, 2) === id.slice(0, 2));
  if (notebook === undefined) {
    throw new Error(
      `There is no exercise ${id}; there are exercises for: ${specNames(folder).join(', ') || 'nothing'}.`,
    );
  }
  const { exercises } = loadSpec(notebook, folder);
  const found = exercises.find((e) => e.id === id);
  if (found === undefined) {
    throw new Error(`There is no exercise ${id}; ${notebook} has ${exercises.map((e) => e.id).join(', ')}.`);
  }
  return found;
}
