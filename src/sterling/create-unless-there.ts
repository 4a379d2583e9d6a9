import { SterlingError } from './sterling-error.ts';

/** What came of making something that may be there already. */
export type Creation = 'created' | 'exists';

/**
 * Makes something, or finds it there. That the API says "already exists" is no proof: it may mean another field of it, an
 * item above it, or one whose name differs in case. So it is looked for, and the refusal stands where it is not found.
 * @param find exactly the thing that was to be made
 */
export async function createUnlessThere(
  create: () => Promise<unknown>,
  find: () => Promise<unknown>,
): Promise<Creation> {
  try {
    await create();
    return 'created';
  } catch (error) {
    if (error instanceof SterlingError && error.alreadyExists && (await find()) !== undefined) return 'exists';
    throw error;
  }
}
