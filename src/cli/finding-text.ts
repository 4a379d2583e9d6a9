import type { Finding } from '../documents/finding.ts';

/** A finding in one or two lines for a person. */
export function findingText({ code, severity, record, field, element, value, message, fix }: Finding): string {
  const where = [record, field, element && `(${element})`].filter(Boolean).join(' ');
  return `${severity === 'warning' ? 'warning ' : ''}${code}: ${where} ${message}${value === undefined ? '' : `: ${JSON.stringify(value)}`}.\n    ${fix}`;
}
