import { parseSelector, placesOf, type SegmentSelector, type SetGuide } from '../../x12/index.ts';
import type { SettingPath } from '../profile-file.ts';
import { codesSent, type TypedSettings } from './codes-sent.ts';
import { error, type SettingFault } from './fault.ts';

// Segments that documents give: those of all types, for which of them a set has its guide says. A test compares them with the translations.
export const segmentsSent: ReadonlySet<string> = new Set(
  `AMT BEG BIG BSN CAD CSH CTB CTP CTT CUR DTM FOB HL ISS IT1 ITD LIN MAN MEA MSG MTX N1 N2 N3 N4 N9 NTE PER PID PKG PO1 PO4 PRF REF SAC SCH SDQ
   SLN SN1 TAX TD1 TD3 TD4 TD5 TDS TXI`.split(/\s+/),
);

// Segments whose first element is a setting's code wherever they are sent, so that no setting of the code means no such segment.
const codedBySettings: ReadonlySet<string> = new Set(['CUR', 'DTM', 'FOB', 'N1', 'PER', 'REF']);

/** Finds what the partner insists on, and nothing of the profile gives. */
export function checkSources(typed: TypedSettings, guide: SetGuide): SettingFault[] {
  const { required, insert } = typed.settings;
  const codes = codesSent(typed);
  const given = ({ segment }: SegmentSelector): boolean => {
    const [qualifier = ''] = segment.qualifiers;
    const inserted = Object.values(insert).some(({ segment: id, elements: [first] }) => {
      const literal = typeof first === 'object' && first !== null && 'value' in first ? first.value : first;
      return id === segment.id && (qualifier === '' || typeof literal !== 'string' || literal === qualifier);
    });
    if (inserted) return true;
    if (!segmentsSent.has(segment.id)) return false;
    if (!codedBySettings.has(segment.id)) return true;
    const first = `${segment.id}01`;
    return codes.some(({ element, value }) => element === first && (qualifier === '' || value === qualifier));
  };
  return required.flatMap((entry, index): SettingFault[] => {
    const text = typeof entry === 'string' ? entry : entry.have;
    const path: SettingPath = typeof entry === 'string' ? ['required', index] : ['required', index, 'have'];
    const selector = parseSelector(text);
    // An element is insisted on where its segment is sent; the loops around a segment are what has to have it.
    // What the set does not have is said elsewhere.
    if (selector.element !== undefined || given(selector) || placesOf(selector, guide).length === 0) return [];
    const message = `is ${text}, which nothing in the profile gives: no document could be sent`;
    return [
      error('PARTNER-SOURCE', path, message, 'Give it a source (references, parties, dates …), or add it (insert).'),
    ];
  });
}
