import { existsSync } from 'node:fs';
import type { WallName } from '../result';
import { Ward } from '../ward';
import { bubblewrap } from './bubblewrap';
import { permission } from './permission';
import type { Limits, Wall } from './wall';

export const WALLS: Record<WallName, Wall> = { bubblewrap, 'node-permission': permission };

/** The wall that stands on this machine, best first, and why not a better one. */
export interface Choice {
  wall: WallName;
  whyNotBetter?: string;
}

/**
 * Tries the walls by starting a process behind each.
 * @param asked only this one
 * @throws Error when none stands
 */
export async function chooseWall(limits: Limits, asked?: WallName): Promise<Choice> {
  const missed: string[] = [];
  for (const wall of asked === undefined ? (Object.keys(WALLS) as WallName[]) : [asked]) {
    const why = await whyNot(wall, limits);
    if (why === undefined) return { wall, ...(missed.length === 0 ? {} : { whyNotBetter: missed.join(' ') }) };
    missed.push(why);
  }
  throw new Error(missed.join('\n'));
}

async function whyNot(name: WallName, limits: Limits): Promise<string | undefined> {
  if (name === 'bubblewrap' && !existsSync('/usr/bin/bwrap')) return 'bubblewrap is not installed.';
  try {
    (await Ward.start(WALLS[name], undefined, limits)).kill();
    return undefined;
  } catch (error) {
    return (error as Error).message.split('\n')[0];
  }
}
