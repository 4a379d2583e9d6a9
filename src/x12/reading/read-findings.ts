import { shown, type X12Finding, type X12FindingCode } from '../finding.ts';

/** Where a finding of reading is. */
export interface ReadPlace {
  readonly segment: string;
  readonly offset: number;
  readonly position?: number;
  readonly element?: number;
  readonly value?: string;
}

/** The findings of one reading; beyond a limit they are counted and not told. */
export class ReadFindings {
  /** How many errors there have been. */
  errors = 0;
  readonly #emit: (finding: X12Finding) => void;
  readonly #limit: number;
  #told = 0;

  constructor(emit: (finding: X12Finding) => void, limit: number) {
    this.#emit = emit;
    this.#limit = limit;
  }

  add(code: X12FindingCode, place: ReadPlace, message: string, severity: X12Finding['severity'] = 'error'): void {
    if (severity === 'error') this.errors += 1;
    this.#told += 1;
    if (this.#told > this.#limit + 1) return;
    const { segment, position, offset, element, value } = place;
    if (this.#told === this.#limit + 1) {
      const text = `is where more than ${this.#limit} findings are: the rest are not listed`;
      this.#emit({ code: 'X12-LIMIT', severity: 'error', segment, offset, message: text });
      return;
    }
    this.#emit({
      code,
      severity,
      segment: shown(segment),
      position,
      offset,
      element,
      value: value === undefined ? undefined : shown(value),
      message,
    });
  }

  get none(): boolean {
    return this.#told === 0;
  }
}
