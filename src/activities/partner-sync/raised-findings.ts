import type { RaisedFinding } from '../../ledger/master-findings.ts';
import type { Comparison } from '../../partners/master-data/compare.ts';
import type { AgreedValue } from '../../partners/master-data/merge.ts';
import type { Proposal } from '../../partners/master-data/creation.ts';

/** The findings of a comparison, as the queue keeps them. @param confirmed whether a person said that the partner is to be made */
export function raisedFindings(comparison: Comparison, confirmed: boolean): RaisedFinding[] {
  switch (comparison.state) {
    case 'both':
      return comparison.verdicts.flatMap((verdict) => {
        if (verdict.does !== 'ask') return [];
        const { field, kind, because, cannot, syspro, sterling, agreed } = verdict;
        return [
          {
            kind,
            field,
            ...agreedText(agreed),
            ...(syspro !== undefined && { syspro }),
            ...(sterling !== undefined && { sterling }),
            detail: { because, ...(cannot !== undefined && { cannot }) },
          },
        ];
      });
    case 'create':
      return [
        {
          kind: 'create',
          field: '',
          detail: {
            because: 'Sterling has no such trading partner; it is made when a person confirms it',
            ...proposed(comparison.proposal, confirmed),
          },
        },
      ];
    case 'deleted':
      return [
        {
          kind: 'deleted',
          field: '',
          detail: {
            because: comparison.because,
            gone: { syspro: !comparison.syspro, sterling: !comparison.sterling },
            ...(comparison.proposal && proposed(comparison.proposal, confirmed)),
          },
        },
      ];
    case 'shared':
      return [{ kind: 'shared', field: '', detail: { because: comparison.because } }];
  }
}

/** What was agreed, in one text: as SYSPRO had it then, where the two sides differ to the letter. */
export function agreedText(agreed: AgreedValue | undefined): { agreed?: string } {
  const base = agreed?.syspro ?? agreed?.sterling;
  return base === undefined ? {} : { agreed: base };
}

function proposed({ partner, missing }: Proposal, confirmed: boolean): object {
  return {
    values: partner,
    missing,
    ...(confirmed && missing.length > 0 && { cannot: missing.join('; ') }),
  };
}
