import { expect, test } from 'vitest';
import { habitsOf, robotHabits } from '../../../sandbox/seed/robot-habits.ts';
import { tradingPartners } from '../../../sandbox/seed/trading-partners.ts';
import { answerHabit, pickUps, robotHabit } from '../../../sandbox/sterling/robots/habit.ts';
import { createSandboxHome, SandboxClient } from './sandbox-client.ts';

const all = tradingPartners.map(({ code }) => ({ code, habits: habitsOf(code) }));
const robots = all.map(({ habits }) => robotHabit.parse(habits.robot));
const answers = robots.flatMap((robot) => robot.answers);

test('each of the 60 partners has a habit of its own, and none is for somebody unknown', () => {
  expect(Object.keys(robotHabits).toSorted()).toEqual(all.map(({ code }) => code).toSorted());
});

test('every habit there is, some partner has', () => {
  const { says, form, ta1, followedBy, garbage } = answerHabit.shape;
  const used = (pick: (answer: (typeof answers)[number]) => string | undefined): Set<string | undefined> =>
    new Set(answers.map(pick));
  expect(new Set(robots.map(({ pickUp }) => pickUp))).toEqual(new Set(pickUps));
  // `none` is what is said where nothing but a TA1 comes; IRONFAST's has `accepted` besides, which a rejecting TA1 silences.
  expect(used((answer) => answer.says)).toEqual(new Set(says.unwrap().options.filter((one) => one !== 'none')));
  expect(used((answer) => answer.form)).toEqual(new Set(form.unwrap().options));
  expect(used((answer) => answer.ta1)).toEqual(
    new Set([undefined, ...ta1.unwrap().options.filter((one) => one !== 'E')]),
  );
  expect(used((answer) => answer.followedBy)).toEqual(new Set([undefined, ...followedBy.unwrap().options]));
  expect(used((answer) => answer.garbage)).toEqual(new Set([undefined, ...garbage.unwrap().options]));
  expect(answers.some(({ after }) => after > 0)).toBe(true);
  expect(answers.some(({ twice }) => twice)).toBe(true);
  expect(robots.some((robot) => robot.form.together)).toBe(true);
  expect(robots.some((robot) => robot.form.wrap === 80)).toBe(true);
  expect(new Set(all.map(({ habits }) => habits.process?.does))).toEqual(
    new Set([undefined, 'leave', 'extract', 'delete', 'move']),
  );
});

test('a start seeds them once: what was changed stays changed', async () => {
  const home = await createSandboxHome();
  for (const expected of ['extract', 'never']) {
    const sandbox = await home.start();
    const client = await SandboxClient.connect(sandbox);
    expect((await client.send('GET', '/robots')).json).toHaveLength(all.length);
    expect((await client.send('GET', '/robots/ALDEFAST')).json).toMatchObject({ pickUp: expected });
    expect((await client.send('GET', '/processes')).json).toContainEqual({
      rule: 'RR_BEACCAST_OUT',
      habit: { does: 'delete' },
    });
    expect((await client.send('GET', 'mailboxes/?path=/COBACAST/Sent')).json).toHaveLength(1);
    await client.send('PUT', '/robots/ALDEFAST', { body: { pickUp: 'never' } });
    client.close();
    await sandbox.close();
  }
  await home.remove();
});
