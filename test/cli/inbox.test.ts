import { expect, test } from 'vitest';
import { answerText } from '../../src/cli/answer-text.ts';
import { inbox, inboxText } from '../../src/cli/inbox.ts';
import type { CommandContext } from '../../src/cli/context.ts';
import { pingSweep } from '../../src/cli/ping/ping-sweep.ts';
import { show } from '../../src/cli/show.ts';
import type { Config } from '../../src/config.ts';
import { answersOfDocument, listInbox } from '../../src/ledger/inbox.ts';
import { beginSweep, closeSweep } from '../../src/ledger/sweeps.ts';
import { ack, answerHouse, answerTo } from '../activities/answer-house.ts';
import { useLedger } from '../support/ledger.ts';

/*
 * What people are shown of what came in.
 */

const ledger = useLedger();
const sha = /[0-9a-f]{64}/g;
const instant = /\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}\.\d{3}/g;

/** Runs a command's body. @returns what it printed */
async function printed(
  body: (context: CommandContext, options: never, ...args: string[]) => Promise<number>,
  options: object,
  ...args: string[]
): Promise<string> {
  const lines: string[] = [];
  const context = {
    db: () => ledger.db,
    config: { temporal: {}, companies: [], sterling: { sweep: { every: 300_000, paused: false } } },
    say: (line: string) => void lines.push(line),
    give: () => undefined,
  } as unknown as CommandContext;
  await body(context, { limit: '20', ...options } as never, ...args);
  return lines.join('\n').replace(sha, '<sha256>').replace(instant, '<time>');
}

test('a rejected set is told by what the partner said and the SYSPRO fields behind it', async () => {
  const house = answerHouse(ledger.db, 'GOLDEN');
  const sent = await house.send('000000000150802');
  const segments = sent.interchange.groups[0]?.sets[0]?.segments ?? [];
  const at = (id: string): number => segments.findIndex((segment) => segment.id === id) + 2;
  const errors = `AK3*PO1*${at('PO1')}**8\nAK4*4**7*12,5\nAK3*N4*${at('N4')}**8\nAK4*3**1\n`;
  house.arrive(answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'R*5', errors]], 'R')), {
    id: '4711',
    name: 'GOLDEN_997.x12',
  });
  house.arrive('%PDF-1.4', { id: '4712', name: 'notes.pdf' });
  await house.sweep();
  const lines = (await answersOfDocument(ledger.db, sent.document)).flatMap(answerText).join('\n');
  await expect(`${lines}\n`).toMatchFileSnapshot('../golden/inbox/rejected-set.txt');
  const shown = await printed(show, {}, '150802');
  await expect(`${shown.split('\nTrail')[0]}\n`).toMatchFileSnapshot('../golden/inbox/show-rejected.txt');
  const messages = (await listInbox(ledger.db, { limit: 20 })).map(inboxText).join('\n');
  await expect(`${messages.replace(sha, '<sha256>').replace(instant, '<time>')}\n`).toMatchFileSnapshot(
    '../golden/inbox/messages.txt',
  );
});

test('--unmatched lists what belongs to nobody, and --content prints it: X12 in words', async () => {
  expect(await printed(inbox, { unmatched: true })).toMatch(/^#2 {2}message 4712[^]*it is not X12/);
  expect(await printed(inbox, { unmatched: true })).not.toContain('4711');
  expect(await printed(inbox, { message: '4712', content: true })).toContain('\n%PDF-1.4');
  expect(await printed(inbox, { message: '#1', content: true })).toMatch(/AK5[^]*WHAT IT ANSWERS[^]*REJECTED/);
  await expect(printed(inbox, { message: '1' })).rejects.toThrow('no message 1 was taken');
  await expect(printed(inbox, { content: true })).rejects.toThrow('--message');
});

test('what a partner wrote steers no terminal: names, texts, values and content', async () => {
  const house = answerHouse(ledger.db, 'STEERS');
  const sent = await house.send('000000000150803');
  const evil = '\u001b[2J\u009b31m\u0007';
  const text = answerTo(sent.interchange, '864', 'BMG*00*Hi\nMIT*1*Hello\nMSG*Order 150803 QQ');
  house.arrive(text.replaceAll('QQ', evil).replace('BMG*00*Hi', `BMG*00*${evil}`), {
    id: '4713',
    name: `a${evil}b\nc`,
  });
  house.arrive(
    answerTo(sent.interchange, '997', ack(sent.interchange, [['0001', 'R', `AK3*PO1*5**8\nAK4*4**7*QQ\n`]])).replace(
      'QQ',
      evil,
    ),
  );
  house.arrive(`no X12${evil}`, { id: '4715' });
  await house.sweep();
  const shown = [
    await printed(inbox, {}),
    await printed(inbox, { message: '4713', content: true }),
    await printed(inbox, { message: '4715', content: true }),
    await printed(show, {}, '150803'),
  ].join('\n');
  expect(shown).toContain('Order 150803 ·[2J·31m·');
  expect(shown).toContain('named a·[2J·31m·b·c');
  // eslint-disable-next-line no-control-regex
  expect(shown).not.toMatch(/[\x00-\x08\x0b-\x1f\x7f-\x9f]/);
});

test('show and ping say when no sweep has ended for several intervals', async () => {
  const said = async (ended: number, paused = false): Promise<[boolean, string | undefined]> => {
    await ledger.db.query('delete from ledger.sweep');
    const at = new Date(Date.now() - ended);
    await beginSweep(ledger.db, 'long-ago', at);
    await closeSweep(ledger.db, 'long-ago', { outcome: 'complete', counts: {} }, at);
    // One that hangs ends nothing.
    await beginSweep(ledger.db, 'hangs', new Date());
    const config = { sterling: { sweep: { every: 300_000, paused } } } as unknown as Config;
    const [check] = await pingSweep(config, ledger.db, new Date());
    return [(await printed(show, {}, '150802')).includes('no sweep has ended since'), check?.detail];
  };
  expect(await said(60_000)).toEqual([false, undefined]);
  const [shown, detail] = await said(3_600_000);
  expect(shown).toBe(true);
  expect(detail).toMatch(/^no sweep has ended since .* \(60 minutes; one is due every 5\)/);
  expect((await said(3_600_000, true))[1]).toBeUndefined();
});
