import type { SetText } from '../build-release.ts';

/** 997 Functional Acknowledgment. `SEG min..max`; `[SEG min..max: …]` is a loop led by SEG; n is no limit. */
export const functionalAcknowledgment997: SetText = {
  id: '997',
  name: 'Functional Acknowledgment',
  functionalId: 'FA',
  structure: `
    ST 1..1
    AK1 1..1
    [AK2 0..999999: [AK3 0..999999: AK4 0..99], AK5 1..1]
    AK9 1..1
    SE 1..1
  `,
};
