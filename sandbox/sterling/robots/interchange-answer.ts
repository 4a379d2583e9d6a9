import type { ReceivedInterchange } from './parse-interchange.ts';

/** TA1: what is said of a whole interchange. R is said for a receiver identification nobody knows. */
export function interchangeAcknowledgement(received: ReceivedInterchange, code: 'A' | 'E' | 'R'): string[] {
  const { isa } = received;
  const note = { A: '000', E: '014', R: '008' }[code];
  return ['TA1', isa[12] ?? '', isa[8] ?? '', isa[9] ?? '', code, note];
}
