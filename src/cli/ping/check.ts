/** One line of `ping`. */
export interface Check {
  readonly name: string;
  readonly ok: boolean;
  /** It is well enough, and somebody should look all the same. */
  readonly warning?: true;
  /** What was found, or what is wrong. */
  readonly detail: string;
  /** What to do, where it is not well or a warning. */
  readonly fix?: string;
  /** Milliseconds it took. */
  readonly ms: number;
}

/** Something a check found wrong, with what to do. */
export class CheckFailed extends Error {
  override readonly name = 'CheckFailed';
  readonly fix: string;
  constructor(message: string, fix: string) {
    super(message);
    this.fix = fix;
  }
}

/** Runs one check: what it returns is what was found, what it throws is what is wrong. */
export async function check(name: string, body: () => Promise<string>): Promise<Check> {
  const start = performance.now();
  const ms = (): number => Math.round(performance.now() - start);
  try {
    const detail = await body();
    return { name, ok: true, detail, ms: ms() };
  } catch (error) {
    return {
      name,
      ok: false,
      detail: error instanceof Error ? error.message || error.name : String(error),
      fix: fixOf(error),
      ms: ms(),
    };
  }
}

/** Adapters’ errors say what to do themselves. */
function fixOf(error: unknown): string | undefined {
  return error instanceof Error && 'fix' in error && typeof error.fix === 'string' ? error.fix : undefined;
}
