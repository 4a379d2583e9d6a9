import type { BusinessDocument } from '../documents/document.ts';
import type { Finding } from '../documents/finding.ts';
import type { DocumentProfile } from '../partners/index.ts';
import { repetitionsOf, type Segment, type X12Finding, type X12FindingCode } from '../x12/index.ts';
import type { ElementSource, Origin } from './cells/source.ts';

/** Says which record and field an origin is, so that a clerk finds it. */
export function describeOrigin(
  document: BusinessDocument,
  profile: DocumentProfile,
): (origin: Origin) => Pick<Finding, 'record' | 'field'> {
  const { table: header, number } = headerOf(document);
  return (origin) => {
    if ('setting' in origin)
      return { record: `profile ${profile.partner.code}`, field: `${profile.type}.${origin.setting}` };
    if ('computed' in origin) return { record: `${header} ${number}`, field: origin.computed };
    const line = origin.line === undefined ? '' : ` line ${origin.line}`;
    return { record: `${origin.table} ${origin.key ?? number}${line}`, field: origin.column };
  };
}

function headerOf(document: BusinessDocument): { readonly table: string; readonly number: string } {
  switch (document.type) {
    case 'purchase-order':
      return { table: 'PorMasterHdr', number: document.purchaseOrder };
    case 'invoice':
      return { table: 'ArInvoice', number: document.invoice };
    case 'ship-notice':
      return { table: 'MdnMaster', number: document.dispatchNote };
  }
}

const fixes: Partial<Record<X12FindingCode, string>> = {
  'X12-SEPARATOR-IN-DATA':
    'Take the character out in SYSPRO, let the profile replace it (characters.separators), or agree other delimiters.',
  'X12-CHARACTER': 'Take the character out in SYSPRO, or let the profile replace it (characters.unsupported).',
  'X12-ELEMENT-TOO-LONG':
    'Shorten it in SYSPRO, or let the profile cut it (lengths) if it is a name, an address or a description.',
  'X12-CODE': 'Correct the code in SYSPRO or in the profile, or add it to the partner’s list (codeLists).',
  'X12-CHECK-DIGIT': 'Correct the number where it comes from: a GTIN or an SSCC ends with a check digit.',
  'X12-SIGN': 'Correct the amount: an allowance is taken off by its code, so its amount is not below zero.',
  'X12-TOTAL':
    'Compare the lines, charges and taxes with the total in SYSPRO; or change how the profile rounds (totals.roundPer) or sends discounts (price.discounts).',
  'X12-REQUIRED': 'Fill it in SYSPRO, give it a source in the profile, or take it off the profile’s list (required).',
};

/**
 * Findings of the guide as findings of the document: each named by the SYSPRO record and field, or the profile's setting,
 * that the element came from.
 */
export function mapFindings(
  found: readonly X12Finding[],
  sources: readonly ElementSource[],
  segments: readonly Segment[],
  describe: (origin: Origin) => Pick<Finding, 'record' | 'field'>,
): Finding[] {
  const byPlace = new Map(sources.map((source) => [`${source.position}-${source.element}`, source]));
  return found.map((finding) => {
    const source =
      byPlace.get(`${finding.position ?? 0}-${finding.element ?? 0}`) ??
      sources.find((one) => one.position === finding.position);
    const value = finding.value ?? valueAt(segments, finding);
    return {
      code: finding.code,
      severity: finding.severity,
      ...describe(source?.origin ?? { computed: `segment ${finding.segment}` }),
      element: placeOf(finding, segments),
      ...(value === undefined ? {} : { value }),
      message: finding.rule === undefined ? finding.message : `${finding.message} (${finding.rule})`,
      fix: fixes[finding.code] ?? 'Correct it in SYSPRO or in the profile.',
    };
  });
}

/** `PO1[3]-04`; without the number where the segment occurs once. */
export function placeOf(
  finding: Pick<X12Finding, 'segment' | 'position' | 'element' | 'component'>,
  segments: readonly Segment[],
): string {
  const before = segments
    .slice(0, (finding.position ?? 2) - 1)
    .filter((segment) => segment.id === finding.segment).length;
  const all = segments.filter((segment) => segment.id === finding.segment).length;
  const occurrence = all > 1 ? `[${before}]` : '';
  const element = finding.element === undefined ? '' : `-${String(finding.element).padStart(2, '0')}`;
  return `${finding.segment}${occurrence}${element}${finding.component === undefined ? '' : `-${finding.component}`}`;
}

function valueAt(segments: readonly Segment[], finding: X12Finding): string | undefined {
  const element = segments[(finding.position ?? 0) - 2]?.elements[(finding.element ?? 0) - 1];
  return element === undefined ? undefined : repetitionsOf(element)[0]?.[0] || undefined;
}
