/** What one partner wants otherwise than the others of its business: settings, and in words why. */
export interface Variety {
  readonly comment: string;
  readonly everyDocument?: object;
  readonly documents?: object;
}

/** Varieties by the partner's code. A partner without one is as its business is. */
export type Varieties = Readonly<Record<string, Variety>>;

/** The settings of another release, with the suffix of its GS08. Only releases from 004030 on have repetitions. */
export function inRelease(release: '004030' | '005010' | '006020', suffix = ''): object {
  const version = release.slice(0, 5);
  return {
    release,
    interchange: { version, groupVersion: `${release}${suffix}`, delimiters: { repetition: '^' } },
  };
}
