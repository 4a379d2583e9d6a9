import type { ReleaseChanges } from '../build-release.ts';

/** What release 006020 has otherwise than 005010. */
export const changes006020 = {
  release: '006020' as const,
  elements: {
    '127': 'AN 1/80', // references
    '234': 'AN 1/80', // item numbers: PO107, IT107, LIN03, SLN10 …
  },
  structures: {
    '850': [{ replace: 'PO1/ITD', by: 'ITD 0..n' }],
    '810': [
      { after: 'CRC', add: 'MTX 0..5' },
      { replace: 'IT1/ITD', by: 'ITD 0..n' },
    ],
  },
} satisfies ReleaseChanges;
