import { existsSync } from 'node:fs';
import { loadCheckpoint, saveCheckpoint, type HasParts } from './checkpoint';
import type { Run, SavedRun } from './run';
import type { Settings } from './trainable';

/** Saves a training to its checkpoint every now and then, and goes on from there. */
export class Autosave {
  private next: number;

  /** @param settings must be the same for the checkpoint to be resumed */
  constructor(
    private readonly model: HasParts,
    private readonly run: Run,
    private readonly settings: Settings,
    readonly path: string,
    private readonly everySeconds: number,
  ) {
    this.next = performance.now() + everySeconds * 1000;
  }

  async saveWhenDue(): Promise<void> {
    if (performance.now() >= this.next) await this.saveNow();
  }

  async saveNow(): Promise<void> {
    await saveCheckpoint(this.model, this.path, { settings: this.settings, run: await this.run.save() });
    this.next = performance.now() + this.everySeconds * 1000;
  }

  /**
   * Goes on from the checkpoint.
   *
   * @returns false when there is none
   * @throws when the file is broken or of another training (says the first setting or tensor that differs)
   */
  async resume(): Promise<boolean> {
    if (!existsSync(this.path)) return false;
    const state = await loadCheckpoint(this.model, this.path, (saved) => {
      this.check((saved as Saved).settings);
    });
    this.run.restore((state as Saved).run);
    return true;
  }

  private check(then: Settings): void {
    const now = this.settings;
    for (const key of new Set([...Object.keys(then), ...Object.keys(now)])) {
      if (then[key] === now[key]) continue;
      const [was, is] = [then, now].map((settings) => JSON.stringify(settings[key] ?? null));
      throw new Error(
        `The checkpoint '${this.path}' is of another training: ${key} was ${was!}, now it is ${is!}. ` +
          'Give this training a path of its own, or delete the file to begin anew.',
      );
    }
  }
}

interface Saved {
  settings: Settings;
  run: SavedRun;
}
