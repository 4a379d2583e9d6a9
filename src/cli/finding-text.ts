import type { Finding } from '../documents/finding.ts';
import { printable } from './printable.ts';

/** A finding in one or two lines for a person. It may quote a partner, or SYSPRO. */
export function findingText({ code, severity, record, field, element, value, message, fix }: Finding): string {
  const where = [record, field, element && `(${element})`].filter(Boolean).join(' ');
  const told = `${where} ${message}${value === undefined ? '' : `: ${JSON.stringify(value)}`}`;
  return `${severity === 'warning' ? 'warning ' : ''}${code}: ${printable(told)}.\n    ${fix}`;
}
