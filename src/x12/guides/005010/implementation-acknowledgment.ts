import type { SetText } from '../build-release.ts';

/** 999 Implementation Acknowledgment. `SEG min..max`; `[SEG min..max: …]` is a loop led by SEG; n is no limit. */
export const implementationAcknowledgment999: SetText = {
  id: '999',
  name: 'Implementation Acknowledgment',
  functionalId: 'FA',
  structure: `
    ST 1..1
    AK1 1..1
    [AK2 0..n: [IK3 0..n: CTX 0..10, [IK4 0..n: CTX 0..10]], IK5 1..1]
    AK9 1..1
    SE 1..1
  `,
};
