import type { Finding } from '../../documents/finding.ts';
import type { CodedReason } from '../../x12/acknowledgements/index.ts';
import type { RejectedElement } from '../rejected-elements.ts';

const fix = 'Correct it in SYSPRO or in the profile, then send it again (resend): it goes with new control numbers.';

/**
 * Why a partner rejected a document, as findings for a clerk: each element by the SYSPRO record and field, or the profile's setting,
 * it came from; and what was said of the set as a whole.
 *
 * @param record the document, where nothing nearer is known
 * @param whole what was said of the whole, in words
 */
export function rejectionFindings(
  record: string,
  elements: readonly RejectedElement[],
  whole: readonly string[],
): Finding[] {
  const places = elements.map((element): Finding => {
    const read =
      element.read !== undefined && element.read !== element.sent ? `; the partner read ${quoted(element.read)}` : '';
    return {
      code: 'REJECTED-ELEMENT',
      severity: 'error',
      record: element.record ?? record,
      ...(element.field !== undefined && { field: element.field }),
      ...(element.place !== '' && { element: element.place }),
      ...(element.sent !== undefined && { value: element.sent.slice(0, 80) }),
      message: `is refused by the partner: ${reasons(element.errors)}${read}${element.sent === undefined ? '; we sent nothing there' : ''}`,
      fix,
    };
  });
  const told = whole.map((words): Finding => ({
    code: 'REJECTED-SET',
    severity: 'error',
    record,
    message: words,
    fix,
  }));
  if (places.length + told.length > 0) return [...places, ...told];
  return [
    {
      code: 'REJECTED-SET',
      severity: 'error',
      record,
      message: 'is refused by the partner, who does not say why',
      fix: 'Ask the partner why. Then correct it and send it again (resend).',
    },
  ];
}

/** Reasons with their codes, for a sentence. */
export function reasons(errors: readonly CodedReason[]): string {
  return errors.map(({ words, code }) => `${words} (${code})`).join('; ') || 'the reason is not told';
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 80));
}
