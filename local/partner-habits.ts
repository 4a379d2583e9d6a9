import { habitsOf } from '../sandbox/seed/robot-habits.ts';

/**
 * What was agreed with a sandbox partner about taking and answering documents, as its profile has it: what its robot does. A few
 * robots do not keep to it, so that there is something to follow up.
 */
export function agreedWith(code: string): { readonly sterling: object; readonly acknowledgement: object } {
  const { robot, process, extractable, agreed } = habitsOf(code);
  const answers = robot.answers ?? [];
  const expect = agreed ?? (answers.length === 0 ? 'none' : (answers[0]?.form ?? '997'));
  // Whoever always tells the verdict of the group alone.
  const group = answers.length > 0 && answers.every(({ says }) => says?.startsWith('group-') === true);
  return {
    sterling: {
      // Tests come back to the same mailbox: ISA15 tells them.
      answersMailbox: `/${code}/Inbound`,
      testAnswersMailbox: `/${code}/Inbound`,
      takenBy: robot.pickUp === 'from-process' ? 'process' : 'partner',
      removedWhenTaken: process?.does === 'delete' || process?.does === 'move',
      ...(extractable !== undefined && { extractable }),
    },
    acknowledgement: {
      expect,
      ...(expect !== 'none' && { within: '24h' }),
      ...(group && { level: 'group' }),
    },
  };
}
