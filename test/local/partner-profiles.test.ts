import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { brokenProfile, notOptedIn, partnerProfiles, writePartnerProfiles } from '../../local/partner-profiles.ts';
import { habitsOf } from '../../sandbox/seed/robot-habits.ts';
import { tradingPartners } from '../../sandbox/seed/trading-partners.ts';
import { parsePartnerFiles } from '../../src/partners/index.ts';
import { testFolder } from '../support/folder.ts';

const goLive = new Date('2026-10-24T00:00:00Z');
const directory = parsePartnerFiles([...partnerProfiles(goLive)].map(([path, text]) => ({ path, text })));

test('every trading partner has a usable profile, but the one that is broken on purpose', () => {
  expect(directory.partners.map(({ code }) => code).toSorted()).toEqual(
    tradingPartners
      .map(({ code }) => code)
      .filter((code) => code !== brokenProfile)
      .toSorted(),
  );
  expect(directory.findings.map(({ record, field }) => [record.split(':')[0], field])).toEqual([
    [`${brokenProfile.toLowerCase()}.yaml`, 'documents.purchase-order.orderType'],
  ]);
});

test('suppliers find their partner, with production addresses, unless they have not opted in', () => {
  const [broken] = tradingPartners.filter(({ code }) => code === brokenProfile);
  expect(directory.bindingOf('A', 'supplier', broken?.supplier ?? '').kind).toBe('broken');
  for (const { supplier, code, mailbox, interchangeId } of tradingPartners.filter((partner) => partner !== broken)) {
    expect(directory.bindingOf('A', 'supplier', supplier)).toEqual({ kind: 'bound', partner: code });
    expect(directory.optInOf(code, 'purchase-order').send).toBe(!notOptedIn.has(code));
    const built = directory.documentProfile(code, 'purchase-order', 'production');
    expect(built).toMatchObject({
      profile: {
        usage: 'production',
        sterling: { mailbox },
        interchange: { usageIndicator: 'P', partner: { id: interchangeId } },
      },
    });
  }
});

test('a profile corrected by hand is not overwritten at the next start', () => {
  const folder = testFolder();
  writePartnerProfiles(folder, goLive);
  const file = join(folder, `${brokenProfile.toLowerCase()}.yaml`);
  const corrected = readFileSync(file, 'utf8').replace('stand-alone', 'SA');
  writeFileSync(file, corrected);
  writePartnerProfiles(folder, goLive);
  expect(readFileSync(file, 'utf8')).toBe(corrected);
});

test('what was agreed with each partner is what its robot does, but for those that break their word', () => {
  const breakTheirWord = ['IRONCAST', 'KEYSPACK'];
  for (const { code } of tradingPartners.filter((partner) => partner.code !== brokenProfile)) {
    const { robot, process } = habitsOf(code);
    const built = directory.documentProfile(code, 'invoice', 'production');
    if (!('profile' in built)) throw new Error(`${code} has no profile`);
    const { sterling, acknowledgement, interchange } = built.profile;
    expect(sterling).toMatchObject({
      answersMailbox: `/${code}/Inbound`,
      takenBy: robot.pickUp === 'from-process' ? 'process' : 'partner',
      removedWhenTaken: process !== undefined && ['delete', 'move'].includes(process.does),
    });
    const answers = robot.answers ?? [];
    const forms = new Set(answers.map(({ form }) => form ?? '997'));
    if (!breakTheirWord.includes(code)) {
      expect([code, [acknowledgement.expect]]).toEqual([code, forms.size === 0 ? ['none'] : [...forms]]);
    } else expect([code, acknowledgement.expect, answers.length]).toEqual([code, '997', 0]);
    // A TA1 that is always awaited has to come always.
    if (acknowledgement.interchange.expect === 'always') {
      expect(interchange.acknowledgmentRequested).toBe(true);
      expect(answers.every(({ ta1 }) => ta1 !== undefined)).toBe(true);
    }
  }
});
