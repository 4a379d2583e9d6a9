/** 0: done. 1: done, and it found problems. 2: it could not run. */
export type ExitCode = 0 | 1 | 2;

/** A command cannot run, for a reason the user can do something about: shown without a stack. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}
