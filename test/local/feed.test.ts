import { expect, test } from 'vitest';
import { announcement, feedLine, messageOf } from '../../local/feed.ts';

test('a posted document becomes a line a person can read', () => {
  const line = JSON.stringify({
    level: 'info',
    time: '2026-11-23T10:00:00.000Z',
    msg: 'document posted',
    set: '850',
    number: '150802',
    partner: 'ALDEFAST',
    interchange: '000000012',
    mailbox: '/ALDEFAST/Outbound',
    messageId: 77,
  });
  expect(feedLine(line)).toMatch(
    /^\d\d:\d\d:\d\d {2}850 150802 +ALDEFAST +interchange 000000012 {2}→ \/ALDEFAST\/Outbound {2}message 77$/,
  );
});

test('a parked document is shown with its code, other lines are not', () => {
  const parked = JSON.stringify({
    msg: 'document needs attention',
    number: '7',
    partner: 'GRANPOLY',
    code: 'PARTNER-SCHEMA',
  });
  expect(feedLine(parked)).toContain('needs attention: PARTNER-SCHEMA');
  expect(feedLine(JSON.stringify({ msg: 'worker ready' }))).toBeUndefined();
  expect(feedLine('{ not JSON')).toBeUndefined();
  expect(messageOf(JSON.stringify({ msg: 'worker ready' }))).toBe('worker ready');
});

test('only the line that says ready is a sandbox’s announcement', () => {
  expect(announcement('{"ready":true,"url":"https://localhost:1/"}')).toEqual({
    ready: true,
    url: 'https://localhost:1/',
  });
  expect(announcement('{"ready":false}')).toBeUndefined();
  expect(announcement('listening')).toBeUndefined();
});
